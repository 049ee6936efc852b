import { describe, expect, it } from 'vitest'
import {
  advanceFairValues,
  carry,
  fairValue,
  fairValues,
  openFairValues,
} from '../../src/exchange/fair-values.ts'
import { futureListing } from '../../src/exchange/future-listing.ts'
import { marketIndex, INDEX_RULES } from '../../src/exchange/market-index.ts'
import type { MarketMessage } from '../../src/exchange/message.ts'
import { random } from '../../src/exchange/random.ts'
import { shareListing } from '../../src/exchange/share-listing.ts'
import { tradedSecurity } from '../../src/exchange/traded-security.ts'
import { listedContracts } from '../../src/market/contracts.ts'
import { at, DATE, runDay } from './one-day.ts'

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

/** How much of its distance from the mean a series loses in a step: the slope of its changes on its values, turned round. */
function pullOf(series: readonly number[]): number {
  const middle = mean(series)
  const [before, after] = [series.slice(0, -1), series.slice(1)]
  const covariance = mean(before.map((x, i) => (x - middle) * ((after[i] ?? 0) - x)))
  return -covariance / mean(before.map((x) => (x - middle) ** 2))
}

/** The last trade of a future less the index, minute by minute. */
function tradedBasis(told: readonly MarketMessage[], symbol: string): readonly number[] {
  let future: number | undefined
  return told.flatMap((message) => {
    if (message.kind === 'trade' && message.symbol === symbol) future = message.price ?? future
    if (message.kind !== 'index' || message.indexId !== 'VN30' || message.time % 60_000 !== 0) return []
    return [(future ?? NaN) - message.value]
  })
}

describe('the basis', () => {
  it('of what a future is worth reverts to its carry, half of the way in ten minutes', () => {
    const share = tradedSecurity(shareListing(1, { symbol: 'FPT', venue: 'HOSE', blueChip: true }, DATE), {
      date: DATE,
      reference: shareListing(1, { symbol: 'FPT', venue: 'HOSE', blueChip: true }, DATE).firstReference,
      logValue: 15,
      seenMarket: 0,
      foreign: undefined,
    })
    const spot = marketIndex(INDEX_RULES[1]!, [share], undefined)
    const listing = futureListing(listedContracts(DATE)[0]!, { date: DATE, place: 0 }, 201_500)
    const front = tradedSecurity(listing, {
      date: DATE,
      reference: listing.firstReference,
      logValue: 0,
      seenMarket: 0,
      foreign: undefined,
    })
    const values = fairValues(random(4, 'values'))
    openFairValues(values, [front], DATE)
    const basis: number[] = []
    for (let second = 0; second < 200_000; second++) {
      advanceFairValues(values, spot)
      if (second % 60 === 0) basis.push(fairValue(values, front) - values.vn30)
    }
    expect(pullOf(basis)).toBeGreaterThan(0.04)
    expect(pullOf(basis)).toBeLessThan(0.1)
    expect(Math.abs(mean(basis) - carry(listing.lastTradingDay!, DATE))).toBeLessThan(40)
  })

  it('of what is traded follows that: a few points around the carry, now above and now below', () => {
    const { told, day } = runDay(5, at(11, 30))
    const listing = day.floor.bySymbol.get('41I1GC000')!.listing
    const middle = carry(listing.lastTradingDay!, DATE)
    // Before 09:15 the index stands at its prior close, while the future knows of the night.
    const distances = tradedBasis(told, listing.symbol)
      .slice(20)
      .map((basis) => basis - middle)
    expect(distances).toHaveLength(131)
    expect(Math.abs(mean(distances))).toBeLessThan(300)
    expect(Math.max(...distances.map(Math.abs))).toBeLessThan(1_500)
    expect(Math.min(...distances)).toBeLessThan(0)
    expect(Math.max(...distances)).toBeGreaterThan(0)
  })

  it('is smaller the nearer the last day', () => {
    expect(carry('2026-12-17', '2026-11-20')).toBeGreaterThan(carry('2026-12-17', '2026-12-10'))
    expect(carry('2026-12-17', '2026-12-17')).toBe(0)
  })
})
