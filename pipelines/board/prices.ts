import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Level, Limits } from '../../src/domain/market.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import type { PriceJson } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'
import { percent } from './percent.ts'
import { remembered } from './remembered.ts'

/** Levels of the book that the board shows. */
const DEPTH = 3

interface Row {
  last: ClassifiedTrade | undefined
  limits: Limits | undefined
  bids: readonly Level[]
  asks: readonly Level[]
}

const levels = (of: readonly Level[]) =>
  of.slice(0, DEPTH).map(({ price, volume }) => [decimalOf(price), volume] as const)

function limitsJson({ reference, ceiling, floor }: Limits) {
  return {
    ...(reference !== undefined && { ref_price: decimalOf(reference) }),
    ...(ceiling !== undefined && { ceiling: decimalOf(ceiling) }),
    ...(floor !== undefined && { floor: decimalOf(floor) }),
  }
}

/** The last price beside its reference: the change is recomputed, for feeds leave it out or add binary noise. */
export function lastPriceJson(last: Price, reference: Price | undefined) {
  if (reference === undefined) return { last_price: decimalOf(last) }
  const changePercent = percent(last - reference, reference)
  return {
    last_price: decimalOf(last),
    change: decimalOf(last - reference),
    ...(changePercent !== undefined && { change_pct: changePercent }),
  }
}

const priceJson = ({ last, limits, bids, asks }: Row): PriceJson => ({
  ...(last && { ...lastPriceJson(last.price, limits?.reference), last_volume: last.volume }),
  ...(limits && limitsJson(limits)),
  bids: levels(bids),
  asks: levels(asks),
})

/** Last price, limits and best levels of each security today. */
export interface Prices extends Part {
  of(symbol: string): PriceJson | undefined
  referenceOf(symbol: string): Price | undefined
}

/** Keeps the last price, the limits and the best levels of each security. */
export function prices(): Prices {
  const kept = { rows: new Map<string, Row>() }
  const shown = remembered<string, PriceJson>()
  const rowOf = (symbol: string): Row => {
    let row = kept.rows.get(symbol)
    if (!row) kept.rows.set(symbol, (row = { last: undefined, limits: undefined, bids: [], asks: [] }))
    return row
  }
  return {
    ...recordState(kept),
    apply(output) {
      if (output.kind === 'trade') {
        const row = rowOf(output.symbol)
        if (!row.last || !output.late) row.last = output
      } else if (output.kind === 'band') rowOf(output.symbol).limits = output
      else if (output.kind === 'quote') {
        const row = rowOf(output.symbol)
        row.bids = output.bids
        row.asks = output.asks
      }
    },
    clear() {
      kept.rows.clear()
      shown.clear()
    },
    referenceOf: (symbol) => kept.rows.get(symbol)?.limits?.reference,
    of(symbol) {
      const row = kept.rows.get(symbol)
      return row && shown.of(symbol, [row.last, row.limits, row.bids, row.asks], () => priceJson(row))
    },
  }
}
