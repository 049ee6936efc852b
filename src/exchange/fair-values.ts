import { PRICE_SCALE } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'
import { indexAt, type MarketIndex } from './market-index.ts'
import type { Random } from './random.ts'
import type { TradedSecurity } from './traded-security.ts'

/**
 * What securities are worth: a market factor that all shares follow by their beta, a path of its own for each, and for a
 * future the VN30 of its members' worth plus a basis that reverts to its mean (Ornstein-Uhlenbeck). Mutable.
 */
export interface FairValues {
  readonly random: Random
  /** Logarithm of the market factor, and seconds of trading so far today. */
  market: number
  seconds: number
  /** Hundredths of a point. */
  vn30: number
  readonly basis: Map<string, Basis>
}

/** The basis of a future, hundredths of a point. */
interface Basis {
  value: number
  readonly mean: number
  readonly deviation: number
}

/** Seconds of trading in a day, and what the market moves in one (deviations of logarithmic returns). */
const DAY_SECONDS = 15_300
const MARKET_DAY = 0.009
const NIGHT = 0.004
/** The market factor is drawn back to where it began, so that years of simulated days stay in sight of it. */
const MARKET_PULL = 1 / (40 * DAY_SECONDS)
const SHARE_PULL = 1 / (80 * DAY_SECONDS)

/** Seconds in which half of a basis's distance from its mean is gone. */
const BASIS_HALF_LIFE = 600
const BASIS_PULL = Math.LN2 / BASIS_HALF_LIFE

const DAY = 86_400_000

/** Worth before the first day. */
export const fairValues = (random: Random): FairValues => ({
  random,
  market: 0,
  seconds: 0,
  vn30: 0,
  basis: new Map(),
})

/** The carry of a future: its mean basis on a date, hundredths of a point. The nearer its last day, the smaller. */
export const carry = (lastTradingDay: IsoDate, date: IsoDate): number =>
  3 * PRICE_SCALE * Math.tanh((Date.parse(lastTradingDay) - Date.parse(date)) / DAY / 45)

/** Begins a day: news of the night, and the basis of each listed future. */
export function openFairValues(values: FairValues, futures: readonly TradedSecurity[], date: IsoDate): void {
  values.seconds = 0
  values.market += NIGHT * values.random.normal()
  const before = new Map(values.basis)
  values.basis.clear()
  futures.forEach(({ listing }, place) => {
    const mean = carry(listing.lastTradingDay ?? date, date)
    const deviation = PRICE_SCALE * (1.5 + 0.5 * place)
    const value = before.get(listing.symbol)?.value ?? mean + deviation * values.random.normal()
    values.basis.set(listing.symbol, { value, mean, deviation })
  })
}

/** Lets a second of trading pass. */
export function advanceFairValues(values: FairValues, vn30: MarketIndex | undefined): void {
  const { random } = values
  values.seconds++
  values.market += (MARKET_DAY / Math.sqrt(DAY_SECONDS)) * random.normal() - MARKET_PULL * values.market
  for (const basis of values.basis.values()) {
    const shock = basis.deviation * Math.sqrt(2 * BASIS_PULL) * random.normal()
    basis.value += BASIS_PULL * (basis.mean - basis.value) + shock
  }
  if (vn30) values.vn30 = indexAt(vn30, (member) => fairValue(values, member))
}

/** What a security is worth now, hundredths; not on any grid, and not held inside its band. */
export function fairValue(values: FairValues, security: TradedSecurity): number {
  const basis = values.basis.get(security.listing.symbol)
  if (basis) return values.vn30 + basis.value
  const { listing } = security
  const seconds = values.seconds - security.seenSeconds
  const moved = listing.beta * (values.market - security.seenMarket)
  if (seconds > 0) {
    const own = listing.volatility * Math.sqrt(seconds / DAY_SECONDS) * values.random.normal()
    const home = Math.log(listing.firstReference)
    security.logValue += own + SHARE_PULL * seconds * (home - security.logValue)
    security.seenSeconds = values.seconds
  }
  security.logValue += moved
  security.seenMarket = values.market
  return Math.exp(security.logValue)
}
