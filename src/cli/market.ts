import { Command } from 'commander'
import type { Instrument, Venue } from '../domain/market.ts'
import { decimalOf, type Price, priceOf } from '../domain/money.ts'
import { ictDate, isoIct, type IsoDate } from '../domain/time.ts'
import { type Contract, contractOf, listedContracts } from '../market/contracts.ts'
import { phaseAt, phaseUntil } from '../market/phases.ts'
import { priceBand } from '../market/price-band.ts'
import { settlementOf } from '../market/settlement.ts'
import { tickSize } from '../market/tick-size.ts'
import { venueNamed } from '../market/venue-named.ts'
import { type WarrantUnderlying, warrantBand } from '../market/warrant-band.ts'
import { calendarFile } from './calendar-file.ts'
import { parseInstant } from './selection.ts'

interface WithCalendar {
  readonly calendar?: string
}

interface BandOptions {
  readonly kind?: string
  readonly firstDay?: boolean
  readonly underlying?: string
  readonly ratio?: string
}

const KINDS: readonly Instrument[] = ['stock', 'etf', 'warrant', 'future']

const print = (answer: unknown) => console.log(JSON.stringify(answer))

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
  const fits = kind !== undefined && (kind === 'future') === (venue === 'DERIVATIVES')
  if (fits) return kind
  throw new Error(
    kind === undefined
      ? `"${name}" is no kind: one of ${KINDS.join(', ')} is expected.`
      : `A ${kind} does not trade on ${venue}.`,
  )
}

function day(date: IsoDate, options: WithCalendar) {
  const { trading, reason } = calendarFile(options.calendar).day(date)
  print({ date, trading, reason })
}

function phase(venueName: string, text: string, options: WithCalendar) {
  const venue = venueFrom(venueName)
  const instant = parseInstant(text)
  const calendar = calendarFile(options.calendar)
  print({
    venue,
    instant: isoIct(instant),
    phase: phaseAt(venue, instant, calendar),
    until: isoIct(phaseUntil(venue, instant, calendar)),
  })
}

function underlyingFrom({ underlying, ratio }: BandOptions): WarrantUnderlying {
  const perShare = Number(ratio)
  if (underlying !== undefined && perShare > 0)
    return { ...priceBand('HOSE', priceFrom(underlying)), ratio: perShare }
  throw new Error(
    "A warrant's band follows its share: give that one's reference with --underlying and --ratio.",
  )
}

function band(venueName: string, text: string, options: BandOptions) {
  const venue = venueFrom(venueName)
  const instrument = kindFrom(options.kind, venue)
  const price = priceFrom(text)
  const limits =
    instrument === 'warrant'
      ? warrantBand(price, underlyingFrom(options))
      : priceBand(venue, price, { instrument, firstDay: options.firstDay === true })
  print({
    reference: decimalOf(limits.reference),
    ceiling: decimalOf(limits.ceiling),
    floor: decimalOf(limits.floor),
    tick: decimalOf(tickSize(venue, instrument, price)),
  })
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

/** A code means the same on every day; a rolling label is asked of today unless a date is named. */
function contract(name: string, options: WithCalendar & { readonly date?: string }) {
  const calendar = calendarFile(options.calendar)
  const code = name.trim().toUpperCase()
  const found =
    contractOf(code, options.date, calendar) ??
    (options.date === undefined ? contractOf(code, ictDate(Date.now()), calendar) : undefined)
  if (!found) throw new Error(`"${name}" names no index future: 41I1GC000, VN30F2612 or VN30F1M is expected.`)
  print(contractJson(found))
}

const contracts = (date: IsoDate, options: WithCalendar) =>
  print(listedContracts(date, { calendar: calendarFile(options.calendar) }).map(contractJson))

function settle(date: IsoDate, options: WithCalendar) {
  const { tradeDate, settlementDate, sellableFrom } = settlementOf(date, {
    calendar: calendarFile(options.calendar),
  })
  print({ tradeDate, settlementDate, sellableFrom: isoIct(sellableFrom) })
}

const CALENDAR = [
  '--calendar <file>',
  'trading calendar, of the form of data/reference/holidays.json',
] as const

/** `market …`: asks the rules of the market, JSON out. */
export function marketCommand(): Command {
  const market = new Command('market').description('what the rules of the market say, as JSON')
  market
    .command('day <date>')
    .description('whether the exchanges trade, and why not')
    .option(...CALENDAR)
    .action(day)
  market
    .command('phase <venue> <instant>')
    .description("the phase of a venue, and when it ends; an instant without an offset is Vietnam's time")
    .option(...CALENDAR)
    .action(phase)
  market
    .command('band <venue> <reference>')
    .description('ceiling, floor and tick at a reference in VND or points')
    .option('--kind <kind>', `one of ${KINDS.join(', ')}`)
    .option('--first-day', 'the first trading day, or the return after 25 closed sessions')
    .option('--underlying <price>', "reference of a warrant's share, VND")
    .option('--ratio <number>', 'warrants that one share is worth')
    .action(band)
  market
    .command('contract <code>')
    .description('an index future by its code of either style, or by a rolling label')
    .option('--date <date>', 'the day on which a rolling label is meant (default: today)')
    .option(...CALENDAR)
    .action(contract)
  market
    .command('contracts <date>')
    .description('the VN30 futures that trade on a date')
    .option(...CALENDAR)
    .action(contracts)
  market
    .command('settle <date>')
    .description('when shares traded on a date settle, and from when they may be sold')
    .option(...CALENDAR)
    .action(settle)
  return market
}
