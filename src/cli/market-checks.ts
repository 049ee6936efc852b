import type { Venue } from '../domain/market.ts'
import { ictDate, type Instant, isoIct } from '../domain/time.ts'
import type { Calendar, CalendarDay } from '../market/calendar.ts'
import { listedContracts } from '../market/contracts.ts'
import { addDays } from '../market/date.ts'
import { phaseAt, phaseUntil } from '../market/phases.ts'
import { settlementOf } from '../market/settlement.ts'
import type { Check } from './check.ts'

/** What the checks of a market go by. */
export interface MarketNow {
  readonly now: Instant
  readonly calendar: Calendar
}

const VENUES: readonly Venue[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']
/** Certainties of the calendar's lines that a trader should not build on. */
const DOUBTFUL: ReadonlySet<string> = new Set(['L', '?'])
const VERIFY = 'see what the exchanges announce, and correct it with --calendar FILE'

/** `2026-11-20 14:45` */
const minute = (instant: Instant): string => isoIct(instant).slice(0, 16).replace('T', ' ')

const text = (found: string): Check => ({ level: 'ok', text: found })

/**
 * The calendar's word on today, the venues' phases, the listed futures and the settlement of today's trades.
 * What the calendar does not answer, because today or what follows is beyond its horizon, fails; each reason once.
 */
export function marketChecks(market: MarketNow): readonly Check[] {
  const parts = [dayCheck, nextDayCheck, phaseChecks, contractChecks, settlementCheck]
  const checks = parts.flatMap((part) => answered(() => part(market)))
  return checks.filter((check, place) => checks.findIndex((other) => other.text === check.text) === place)
}

function answered(ask: () => readonly Check[]): readonly Check[] {
  try {
    return ask()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [{ level: 'fail', text: error.message, mend: 'name a calendar with --calendar FILE' }]
  }
}

const line = ({ date, trading, reason, certainty }: CalendarDay): string =>
  `${date} ${trading ? reason : `no trading: ${reason}`} (certainty ${certainty})`

function dayCheck({ now, calendar }: MarketNow): readonly Check[] {
  const today = calendar.day(ictDate(now))
  const found = `${minute(now)} in Vietnam; ${line(today)}`
  return DOUBTFUL.has(today.certainty) ? [{ level: 'warn', text: found, mend: VERIFY }] : [text(found)]
}

/** The next trading day, and what is not certain of it or of the days off before it. */
function nextDayCheck({ now, calendar }: MarketNow): readonly Check[] {
  const today = ictDate(now)
  const next = calendar.nextTradingDay(today)
  const found = text(`next trading day ${next}; the calendar knows ${calendar.from} to ${calendar.until}`)
  const doubts: Check[] = []
  for (let date = addDays(today, 1); date <= next; date = addDays(date, 1)) {
    const day = calendar.day(date)
    if (DOUBTFUL.has(day.certainty)) doubts.push({ level: 'warn', text: line(day), mend: VERIFY })
  }
  return [found, ...doubts]
}

const phaseChecks = ({ now, calendar }: MarketNow): readonly Check[] =>
  VENUES.map((venue) =>
    text(`${venue} ${phaseAt(venue, now, calendar)} until ${minute(phaseUntil(venue, now, calendar))}`),
  )

const contractChecks = ({ now, calendar }: MarketNow): readonly Check[] =>
  listedContracts(ictDate(now), { calendar }).map(({ code, alias, lastTradingDay }, place) =>
    text(`${code} ${alias}, last trading day ${lastTradingDay}${place === 0 ? ': the front month' : ''}`),
  )

function settlementCheck({ now, calendar }: MarketNow): readonly Check[] {
  const today = ictDate(now)
  if (!calendar.isTradingDay(today)) return [text('nothing trades today, so nothing settles')]
  const { settlementDate, sellableFrom } = settlementOf(today, { calendar })
  return [text(`shares bought today settle on ${settlementDate}, to be sold from ${minute(sellableFrom)}`)]
}
