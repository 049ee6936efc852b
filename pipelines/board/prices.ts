import type { Band, ClassifiedTrade, Quote } from '../../src/domain/event.ts'
import type { Level, Limits } from '../../src/domain/market.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import type { PriceJson } from '../../src/domain/wire.ts'
import { bySecurity } from './by-security.ts'
import type { Part } from './part.ts'
import { percent } from './percent.ts'
import { type Rows, rows } from './rows.ts'

/** Levels of the book that the board shows. */
const DEPTH = 3

/**
 * Keeps the numbers and not the events: a book or a trade would live until the next one of its security comes, and those of all securities
 * were a fifth of what outlived the collections of young garbage.
 */
interface Row {
  lastPrice: Price | undefined
  lastVolume: number
  limits: Limits | undefined
  readonly bids: Best
  readonly asks: Best
}

/** The best levels of a side. */
interface Best {
  count: number
  /** Price and volume of each, one behind the other; room for all, as a list that grows and shrinks is made anew each time. */
  readonly numbers: Float64Array
}

const noBest = (): Best => ({ count: 0, numbers: new Float64Array(2 * DEPTH) })

function keepBest(best: Best, levels: readonly Level[]): void {
  best.count = Math.min(levels.length, DEPTH)
  for (let i = 0; i < best.count; i += 1) {
    best.numbers[2 * i] = levels[i]?.price ?? 0
    best.numbers[2 * i + 1] = levels[i]?.volume ?? 0
  }
}

const levelsJson = ({ count, numbers }: Best) =>
  Array.from({ length: count }, (_, i) => [decimalOf(numbers[2 * i] ?? 0), numbers[2 * i + 1] ?? 0] as const)

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

/**
 * Whether a trade takes the place of the one before as the last: no put-through deal does, whose price is negotiated, and a late one only as
 * the first.
 */
export const isLast = ({ phase, late }: ClassifiedTrade, isFirst: boolean): boolean =>
  phase !== 'putThrough' && (isFirst || !late)

const priceJson = ({ lastPrice, lastVolume, limits, bids, asks }: Row): PriceJson => ({
  ...(lastPrice !== undefined && {
    ...lastPriceJson(lastPrice, limits?.reference),
    last_volume: lastVolume,
  }),
  ...(limits && limitsJson(limits)),
  bids: levelsJson(bids),
  asks: levelsJson(asks),
})

function take(row: Row, output: ClassifiedTrade | Band | Quote) {
  if (output.kind === 'trade') {
    if (!isLast(output, row.lastPrice === undefined)) return
    row.lastPrice = output.price
    row.lastVolume = output.volume
  } else if (output.kind === 'band') row.limits = output
  else {
    keepBest(row.bids, output.bids)
    keepBest(row.asks, output.asks)
  }
}

/** Last price, limits and best levels of each security today. */
export interface Prices extends Part, Pick<Rows<PriceJson>, 'of'> {
  referenceOf(symbol: string): Price | undefined
}

/** Keeps the last price, the limits and the best levels of each security. */
export function prices(): Prices {
  const kept = bySecurity<Row>(() => ({
    lastPrice: undefined,
    lastVolume: 0,
    limits: undefined,
    bids: noBest(),
    asks: noBest(),
  }))
  const shown = rows((symbol) => {
    const row = kept.find(symbol)
    return row && priceJson(row)
  })
  return {
    ...kept.state(shown),
    apply(output) {
      if (output.kind !== 'trade' && output.kind !== 'band' && output.kind !== 'quote') return
      take(kept.of(output.symbol), output)
      shown.changed(output.symbol)
    },
    clear() {
      kept.clear()
      shown.clear()
    },
    referenceOf: (symbol) => kept.find(symbol)?.limits?.reference,
    of: shown.of,
  }
}
