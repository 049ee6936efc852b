import { mergeMap } from 'rxjs'
import { z } from 'zod'
import type { Price } from '../../src/domain/money.ts'
import { definePipeline, trades$ } from '../index.ts'

/** Trades → the closing auction's price of a security against the last one before it, where they differ much, percent. */
export const auctionSurprise = definePipeline({
  name: 'auction-surprise',
  about: 'A closing price far from the last one of the continuous session.',
  inputs: { trades$ },
  params: z.object({ percent: z.number().positive().default(1) }),
  row: z.object({
    symbol: z.string(),
    last: z.int().meta({ column: 'price' }),
    close: z.int().meta({ column: 'price' }),
    change_pct: z.number(),
  }),
  build: ({ trades$ }, { params }) => {
    const last = new Map<string, Price>()
    return trades$.pipe(
      mergeMap(({ symbol, price, phase }) => {
        if (phase === 'continuous') last.set(symbol, price)
        const before = last.get(symbol)
        if (phase !== 'atc' || before === undefined) return []
        // The auction has one price: what follows of it is no news.
        last.delete(symbol)
        const change = ((price - before) * 100) / before
        return Math.abs(change) < params.percent
          ? []
          : [{ symbol, last: before, close: price, change_pct: change }]
      }),
    )
  },
})
