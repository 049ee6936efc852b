import type { Instrument, Venue } from '../domain/market.ts'
import { decimalOf, type Price, priceOf } from '../domain/money.ts'
import { isoIct, type IsoDate } from '../domain/time.ts'
import { type Contract, contractOf, listedContracts } from '../market/contracts.ts'
import { phaseAt, phaseUntil } from '../market/phases.ts'
import { priceBand } from '../market/price-band.ts'
import { settlementOf } from '../market/settlement.ts'
import { tickSize } from '../market/tick-size.ts'
import { venueNamed } from '../market/venue-named.ts'
import { type WarrantUnderlying, warrantBand } from '../market/warrant-band.ts'
import { calendarFile } from './calendar-file.ts'
import { parseInstant } from './selection.ts'

/** Which calendar to go by. */
export interface WithCalendar {
  /** Path of a user's file; the bundled calendar when absent. */
  readonly calendar?: string
}

/** What decides a band, as it was typed. */
export interface BandOptions {
  readonly kind?: string
  readonly firstDay?: boolean
  readonly underlying?: string
  readonly ratio?: string
}

/** The kinds of instrument that a band can be asked for. */
export const KINDS: readonly Instrument[] = ['stock', 'etf', 'warrant', 'future']

const TRADED: Record<Venue, readonly Instrument[]> = {
  HOSE: ['stock', 'etf', 'warrant'],
  HNX: ['stock', 'etf'],
  UPCOM: ['stock'],
  DERIVATIVES: ['future'],
}

function venueFrom(text: string): Venue {
  const venue = venueNamed(text)
  if (venue) return venue
  throw new Error(`"${text}" is no venue: HOSE, HNX, UPCOM or DERIVATIVES is expected.`)
}

function priceFrom(text: string): Price {
  const price = /^\d+(\.\d+)?$/.test(text) ? priceOf(Number(text)) : undefined
  if (price !== undefined) return price
  throw new Error(
    `"${text}" is no price: a number of VND or points above 0 is expected, two decimals at most.`,
  )
}

function kindFrom(text: string | undefined, venue: Venue): Instrument {
  const name = text ?? (venue === 'DERIVATIVES' ? 'future' : 'stock')
  const kind = KINDS.find((known) => known === name)
  if (kind !== undefined && TRADED[venue].includes(kind)) return kind
  throw new Error(
    kind === undefined
      ? `"${name}" is no kind: one of ${KINDS.join(', ')} is expected.`
      : `No ${kind} trades on ${venue}.`,
  )
}

/** `{date, trading, reason}`. */
export function dayAnswer(date: IsoDate, options: WithCalendar) {
  const { trading, reason } = calendarFile(options.calendar).day(date)
  return { date, trading, reason }
}

/** `{venue, instant, phase, until}`. */
export function phaseAnswer(venueName: string, text: string, options: WithCalendar) {
  const venue = venueFrom(venueName)
  const instant = parseInstant(text)
  const calendar = calendarFile(options.calendar)
  return {
    venue,
    instant: isoIct(instant),
    phase: phaseAt(venue, instant, calendar),
    until: isoIct(phaseUntil(venue, instant, calendar)),
  }
}

function underlyingFrom({ underlying, ratio }: BandOptions): WarrantUnderlying {
  const perShare = Number(ratio)
  if (underlying !== undefined && perShare > 0)
    return { ...priceBand('HOSE', priceFrom(underlying)), ratio: perShare }
  throw new Error(
    "A warrant's band follows its share: give that one's reference with --underlying and --ratio.",
  )
}

/** `{reference, ceiling, floor, tick}`, VND or points. A warrant needs its share's reference and the ratio. */
export function bandAnswer(venueName: string, text: string, options: BandOptions) {
  const venue = venueFrom(venueName)
  const instrument = kindFrom(options.kind, venue)
  const price = priceFrom(text)
  const limits =
    instrument === 'warrant'
      ? warrantBand(price, underlyingFrom(options))
      : priceBand(venue, price, { instrument, firstDay: options.firstDay === true })
  return {
    reference: decimalOf(limits.reference),
    ceiling: decimalOf(limits.ceiling),
    floor: decimalOf(limits.floor),
    tick: decimalOf(tickSize(venue, instrument, price)),
  }
}

const contractJson = (contract: Contract) => ({
  code: contract.code,
  alias: contract.alias,
  underlying: contract.underlying,
  year: contract.year,
  month: contract.month,
  lastTradingDay: contract.lastTradingDay,
  multiplier: contract.multiplier,
  tick: decimalOf(contract.tick),
})

/**
 * `{code, alias, underlying, year, month, lastTradingDay, multiplier, tick}` of a code or a rolling label.
 * A code means the same on every day; a rolling label is asked of `today` unless a date is named.
 */
export function contractAnswer(
  name: string,
  { date, calendar: path }: WithCalendar & { readonly date?: string },
  today: () => IsoDate,
) {
  const calendar = calendarFile(path)
  const code = name.trim().toUpperCase()
  const found = contractOf(code, date, calendar) ?? contractOf(code, date ?? today(), calendar)
  if (found) return contractJson(found)
  throw new Error(`"${name}" names no index future: 41I1GC000, VN30F2612 or VN30F1M is expected.`)
}

/** The VN30 futures that trade on a date, nearest first, each as `contractAnswer` gives it. */
export const contractsAnswer = (date: IsoDate, options: WithCalendar) =>
  listedContracts(date, { calendar: calendarFile(options.calendar) }).map(contractJson)

/** `{tradeDate, settlementDate, sellableFrom}` of shares. */
export function settleAnswer(date: IsoDate, options: WithCalendar) {
  const { tradeDate, settlementDate, sellableFrom } = settlementOf(date, {
    calendar: calendarFile(options.calendar),
  })
  return { tradeDate, settlementDate, sellableFrom: isoIct(sellableFrom) }
}
