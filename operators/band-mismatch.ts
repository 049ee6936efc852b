import type { OperatorFunction } from 'rxjs'
import type { Band, ClassifiedEvent } from '../src/domain/event.ts'
import type { Instrument } from '../src/domain/market.ts'
import type { Price } from '../src/domain/money.ts'
import type { BandMismatch } from '../src/domain/outputs.ts'
import { type BandDifference, bandDifference } from '../src/market/band-difference.ts'
import { contractMonthOf } from '../src/market/contract-code.ts'
import { priceBand } from '../src/market/price-band.ts'
import { byKind } from './state/by-kind.ts'

/** Codes of shares. What else trades has longer ones, and bands of other kinds. */
const SHARE = /^[A-Z0-9]{3}$/

/** Up to here limits are exact: a first day's ceiling is less than twice its reference, and is made of percents. */
const COUNTABLE = Number.MAX_SAFE_INTEGER / 200

const noInstruments = (): ReadonlyMap<string, Instrument> => new Map()

const begin = () => ({
  /** Securities that were reported today. */
  reported: new Set<string>(),
  /** What the last list says that each security is. */
  instruments: noInstruments(),
})

/**
 * Reports limits that are not those of the rules. It mends nothing: the feed's limits hold.
 *
 * - Emits after a `band` whose ceiling or floor differs from what the rules make of its reference, once a security and trading day.
 *   Limits of an ordinary day and of a first trading day are both by the rules.
 * - Looks at shares, index futures, and ETFs that a list calls so. Warrants follow another price, and bonds have no limits.
 * - A limit that the feed has not named yet differs from nothing, and so does one of a reference that nothing can cost (45 trillion
 *   hundredths): what a feed says by mistake ends no stream.
 */
export function bandMismatch(): OperatorFunction<ClassifiedEvent, BandMismatch> {
  return byKind(begin, (state, emit) => ({
    begins: () => state.reported.clear(),
    securities(event) {
      state.instruments = new Map(event.securities.map(({ symbol, instrument }) => [symbol, instrument]))
    },
    band(event) {
      if (state.reported.has(event.symbol)) return
      const mismatch = mismatchOf(event, instrumentOf(event.symbol, state.instruments))
      if (!mismatch) return
      state.reported.add(event.symbol)
      emit(mismatch)
    },
  }))
}

/** What a security is for its limits; `undefined` where the rules do not say them. */
function instrumentOf(symbol: string, listed: ReadonlyMap<string, Instrument>): Instrument | undefined {
  if (contractMonthOf(symbol)) return 'future'
  if (SHARE.test(symbol)) return 'stock'
  return listed.get(symbol) === 'etf' ? 'etf' : undefined
}

function mismatchOf(band: Band, instrument: Instrument | undefined): BandMismatch | undefined {
  const { reference } = band
  if (instrument === undefined || reference === undefined || reference > COUNTABLE) return undefined
  const ofDay = (firstDay: boolean) => differenceOn({ ...band, reference }, instrument, firstDay)
  const difference = ofDay(true) && ofDay(false)
  return difference && report({ ...band, reference }, difference)
}

type Referenced = Band & { readonly reference: Price }

const differenceOn = (
  band: Referenced,
  instrument: Instrument,
  firstDay: boolean,
): BandDifference | undefined =>
  bandDifference(band, priceBand(band.venue, band.reference, { instrument, firstDay }))

const report = (band: Referenced, difference: BandDifference): BandMismatch => ({
  kind: 'bandMismatch',
  seq: band.seq,
  exchangeTime: band.exchangeTime,
  receivedTime: band.receivedTime,
  symbol: band.symbol,
  venue: band.venue,
  reference: band.reference,
  ceiling: band.ceiling,
  floor: band.floor,
  ceilingDifference: difference.ceiling,
  floorDifference: difference.floor,
})
