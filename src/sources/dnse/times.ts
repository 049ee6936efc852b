import { ictDate, ictTimeOfDay, type Instant, instantOf, type IsoDate } from '../../domain/time.ts'
import { vietnamCalendar } from '../../market/calendar.ts'
import { weekdayOf } from '../../market/date.ts'
import { isJsonObject } from '../json-object.ts'
import { numberOf } from '../ssi/fields.ts'
import { unreadable } from '../unreadable.ts'

const SECOND = 1000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Numbers from here on count milliseconds, below it seconds: as seconds it is the year 5138, as milliseconds 1973. */
const MILLISECONDS = 1e11

/** `2025-11-05T03:02:13.041Z`, `2025-11-05 03:02:13`, with up to nine decimals. */
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/

/** `030213041`: hours to milliseconds of a time of day, UTC. */
const TIME_OF_DAY = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)(\d{3})$/

/** Unix time as text. Fewer digits are none: as seconds they are older than the exchange. */
const UNIX = /^\d{10,13}(\.\d+)?$/

/** The day of HOSE's first session, and a day that no clock here shows. */
const EARLIEST = Date.UTC(2000, 6, 28)
const LATEST = Date.UTC(2100, 0, 1)

/** So far, ms, the far side's clock may be ahead of the one here. */
const AHEAD = HOUR

/**
 * The instant that a message names, whatever its shape; `undefined` when absent.
 *
 * - `{"Seconds":1762311733,"Nanos":41000000}`;
 * - ISO text; without a zone it is UTC, and a blank may stand for the T;
 * - Unix seconds or milliseconds, as a number or as text;
 * - nine digits, as foreign totals have it: the time of day, UTC, without a date. It is the last such time before the message came.
 *
 * @param receivedTime - when the message came here
 */
export function timeIn(raw: unknown, field: string, receivedTime: Instant): Instant | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  return instantIn(raw, field, receivedTime) ?? unreadable(field, raw, 'a time')
}

function instantIn(raw: unknown, field: string, receivedTime: Instant): Instant | undefined {
  if (isJsonObject(raw)) return fromProtobuf(raw, field)
  if (typeof raw === 'number') return fromUnix(raw)
  return typeof raw === 'string' ? fromText(raw.trim(), receivedTime) : undefined
}

function fromProtobuf(raw: Readonly<Record<string, unknown>>, field: string): Instant | undefined {
  const seconds = numberOf(raw['Seconds'] ?? raw['seconds'], `${field}.Seconds`)
  const nanos = numberOf(raw['Nanos'] ?? raw['nanos'], `${field}.Nanos`) ?? 0
  if (seconds === undefined || nanos < 0 || nanos >= 1e9) return undefined
  return sane(Math.floor(seconds) * SECOND + Math.floor(nanos / 1e6))
}

const fromUnix = (number: number): Instant | undefined =>
  sane(Math.floor(number >= MILLISECONDS ? number : number * SECOND))

function fromText(text: string, receivedTime: Instant): Instant | undefined {
  const timeOfDay = TIME_OF_DAY.exec(text)
  if (timeOfDay) return lastTimeBefore(msOfDay(timeOfDay), receivedTime + AHEAD)
  if (UNIX.test(text)) return fromUnix(Number(text))
  const [, date, time, fraction = '', zone = 'Z'] = ISO.exec(text) ?? []
  return date === undefined || time === undefined
    ? undefined
    : dated(date, `${time}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`)
}

/** JavaScript takes 31 February for 3 March. */
function dated(date: string, time: string): Instant | undefined {
  const midnight = new Date(`${date}T00:00:00Z`)
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date)
  return exists ? sane(Date.parse(`${date}T${time}`)) : undefined
}

/** An instant at which an exchange may have told something; `undefined` for any other number. */
const sane = (instant: number): Instant | undefined =>
  instant >= EARLIEST && instant < LATEST ? instant : undefined

const msOfDay = ([, hour, minute, second, ms]: readonly (string | undefined)[]): number =>
  Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND + Number(ms)

function lastTimeBefore(timeOfDay: number, latest: Instant): Instant {
  const today = latest - (latest % DAY) + timeOfDay
  return today <= latest ? today : today - DAY
}

const FIRST_DEFINITION = 7.75 * HOUR
const LAST_DEFINITION = 19.75 * HOUR
const DAY_BEGINS = 8.5 * HOUR

/**
 * When the definition of a security that was told at an instant holds: then, but from 08:30 on at the earliest, where a trading day
 * begins. DNSE tells the day's definitions about 08:00, and tells them again about 20:00, it is not known for which day: what
 * comes from 19:45 to 07:45, or on a day without trading, holds at no time, `undefined`.
 */
export function definedFrom(told: Instant): Instant | undefined {
  const date = ictDate(told)
  const timeOfDay = ictTimeOfDay(told)
  if (!trades(date) || timeOfDay < FIRST_DEFINITION || timeOfDay >= LAST_DEFINITION) return undefined
  return instantOf(date, Math.max(timeOfDay, DAY_BEGINS))
}

/** Beyond the horizon of the calendar every weekday counts: a holiday's limits hurt nobody. */
function trades(date: IsoDate): boolean {
  const isKnown = date >= vietnamCalendar.from && date <= vietnamCalendar.until
  return isKnown ? vietnamCalendar.isTradingDay(date) : weekdayOf(date) % 6 !== 0
}
