import type { OperatorFunction } from 'rxjs'
import type { Stamp } from '../src/domain/event.ts'
import { PRICE_SCALE, type Price } from '../src/domain/money.ts'
import type { Basis } from '../src/domain/outputs.ts'
import { type IsoDate, ictDate } from '../src/domain/time.ts'
import { expiryOf } from './state/expiry-of.ts'
import { dayOf, type LineDay } from './state/line-day.ts'
import { addPoint, deviationOf, forgetBefore, meanOf, pointsOf } from './state/rolling-line.ts'
import { stateful } from './state/stateful.ts'

/** What a future should stand at over its index, and how far it is from that. Hundredths of a point. */
export interface FairBasis extends Stamp {
  readonly kind: 'fairBasis'
  /** The future. */
  readonly symbol: string
  readonly futurePrice: Price
  readonly spotValue: Price
  readonly basis: number
  /** Fair price − spot, rounded. */
  readonly fairBasis: number
  /** Basis − fair basis: above 0 the future is dear. */
  readonly mispricing: number
  /** Deviations of the mispricing from its mean of the last `span`; `undefined` before enough values, and where they are all the same. */
  readonly zScore: number | undefined
  /** Calendar days to the last trading day. */
  readonly days: number
}

/** A dividend of the index: points that it loses on a date. */
export interface IndexDividend {
  readonly exDate: IsoDate
  readonly points: number
}

/** What carry is made of: nobody can tell it from the feed. */
export interface FairBasisOptions {
  /** Yearly interest, simple: 0.045 is 4.5 %. */
  readonly rate: number
  readonly dividends?: readonly IndexDividend[]
  /** Exchange time that the z-score reaches back, ms. */
  readonly span?: number
  /** Earlier values that a z-score needs. */
  readonly samples?: number
}

const YEAR = 365

const begin = () => ({ bySymbol: new Map<string, LineDay>() })

/**
 * Fair basis by cost of carry, and how far the basis is from it: F* = S × (1 + r × T) − D; fair basis = F* − S.
 *
 * - T: calendar days from today to the contract's last trading day ÷ 365. D: the dividends whose ex-date lies after today and not after
 *   that day, undiscounted: over three months a discount changes a hundredth of them.
 * - Emits with each basis of a contract whose month its symbol tells; of a vendor's rolling label while the calendar reaches.
 * - z-score: (mispricing − mean) ÷ deviation (÷ n) of the values of the last `span` before it, `samples` at least. Begins anew with each
 *   trading day. Mispricings are whole hundredths: the sums do not drift.
 */
export function fairBasis(options: FairBasisOptions): OperatorFunction<Basis, FairBasis> {
  const { rate, dividends = [], span = 1_800_000, samples = 30 } = options
  return stateful(begin, ({ bySymbol }, emit) => ({
    next(basis) {
      const fair = fairOf(basis, { rate, dividends })
      if (!fair) return
      const { line, midnight } = dayOf(bySymbol, basis)
      const mispricing = basis.basis - fair.basis
      forgetBefore(line, basis.exchangeTime, { span, midnight })
      const zScore = pointsOf(line) < samples ? undefined : (mispricing - meanOf(line)) / deviationOf(line)
      addPoint(line, basis.exchangeTime, { value: mispricing, midnight })
      emit(told(basis, fair, zScore))
    },
  }))
}

interface Fair {
  readonly basis: number
  readonly days: number
}

type Carry = Required<Pick<FairBasisOptions, 'rate' | 'dividends'>>

function fairOf(basis: Basis, { rate, dividends }: Carry): Fair | undefined {
  const today = ictDate(basis.exchangeTime)
  const expiry = expiryOf(basis.symbol, today)
  if (expiry === undefined || expiry < today) return undefined
  const days = daysBetween(today, expiry)
  const lost = dividends.reduce(
    (sum, { exDate, points }) => (exDate > today && exDate <= expiry ? sum + points : sum),
    0,
  )
  return { days, basis: Math.round(basis.spotValue * rate * (days / YEAR) - lost * PRICE_SCALE) }
}

const daysBetween = (from: IsoDate, to: IsoDate): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

const told = (basis: Basis, fair: Fair, zScore: number | undefined): FairBasis => ({
  kind: 'fairBasis',
  seq: basis.seq,
  exchangeTime: basis.exchangeTime,
  receivedTime: basis.receivedTime,
  symbol: basis.symbol,
  futurePrice: basis.futurePrice,
  spotValue: basis.spotValue,
  basis: basis.basis,
  fairBasis: fair.basis,
  mispricing: basis.basis - fair.basis,
  // Where nothing ever differed there is no measure of far.
  zScore: zScore !== undefined && Number.isFinite(zScore) ? zScore : undefined,
  days: fair.days,
})
