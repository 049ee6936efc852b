import { mergeMap } from 'rxjs'
import { z } from 'zod'
import { tradingDay } from '../../src/domain/time.ts'
import { definePipeline, foreign$ } from '../index.ts'

/** Foreign flow → each time that what foreigners bought of a security less what they sold today passes another step. */
export const foreignAccumulation = definePipeline({
  name: 'foreign-accumulation',
  about: "Foreigners' net buying of a day, told a step at a time.",
  inputs: { foreign$ },
  params: z.object({ step: z.number().positive().default(10_000_000_000) }),
  row: z.object({ symbol: z.string(), steps: z.number().int(), net_value: z.number().int() }),
  build: ({ foreign$ }, { params }) => {
    const reached = new Map<string, number>()
    let today = -Infinity
    return foreign$.pipe(
      mergeMap(({ symbol, buyValue, sellValue, exchangeTime }) => {
        if (tradingDay(exchangeTime) > today) reached.clear()
        today = Math.max(today, tradingDay(exchangeTime))
        const steps = Math.floor((buyValue - sellValue) / params.step)
        if (steps <= (reached.get(symbol) ?? 0)) return []
        reached.set(symbol, steps)
        return [{ symbol, steps, net_value: buyValue - sellValue }]
      }),
    )
  },
})
