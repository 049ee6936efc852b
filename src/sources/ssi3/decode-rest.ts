import type { FeedEvent, IndexMembers, SecurityList } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected, rejected } from '../rejected.ts'
import { textOf } from '../ssi/fields.ts'
import { Unreadable, unreadable } from '../unreadable.ts'
import { dayIn, limits } from './rest/limits.ts'
import { minuteBar } from './rest/minute-bar.ts'
import { security, symbolIn } from './rest/securities.ts'

/**
 * The securities, index members, limits or minutes in the answer of a REST list: `{"endpoint":"securitiesByBoard","body":[…]}`, the rows as
 * they came, of all boards and pages together.
 *
 * - `securitiesByBoard` gives the list of securities; with an `index` beside it the members of that index.
 * - `masterdata` gives a `band` for each security, of the newest day in the list, from 08:30 of that day on.
 * - `ohlc` gives the minutes of a security, oldest first.
 * - Rows that cannot be read are left out, and told in one `rejected` event beside the rest. An empty list gives that event alone.
 *
 * Never throws. The lists of securities and members have no time of the exchange: 0.
 */
export const decodeSsi3Rest = (frame: Frame): readonly FeedEvent[] => orRejected(frame, read)

function read(frame: Frame): readonly FeedEvent[] {
  const { endpoint, index, body } = jsonObject(frame.text, 'frame')
  const rows = rowsOf(body)
  if (endpoint === 'masterdata') return dayLimits(rows, frame)
  if (endpoint === 'ohlc') return minutes(rows, frame)
  if (endpoint !== 'securitiesByBoard')
    return unreadable('endpoint', endpoint, 'securitiesByBoard, masterdata or ohlc')
  const indexId = textOf(index, 'index').toUpperCase()
  return indexId === '' ? securityList(rows, frame) : members(indexId, rows, frame)
}

function rowsOf(body: unknown): readonly JsonObject[] {
  const data = isJsonObject(body) ? body['data'] : body
  if (Array.isArray(data) && data.length > 0) return data.filter(isJsonObject)
  return unreadable('body', body, 'rows')
}

function securityList(rows: readonly JsonObject[], frame: Frame): readonly FeedEvent[] {
  const { known, unread } = readable(rows, security)
  const list: SecurityList = { kind: 'securities', ...unstamped(frame), securities: known }
  return [...(known.length > 0 ? [list] : []), ...leftOut('securities', unread, frame)]
}

function members(indexId: string, rows: readonly JsonObject[], frame: Frame): readonly FeedEvent[] {
  const { known, unread } = readable(rows, symbolIn)
  const event: IndexMembers = { kind: 'members', ...unstamped(frame), indexId, symbols: known }
  return [...(known.length > 0 ? [event] : []), ...leftOut(`members of ${indexId}`, unread, frame)]
}

/** A range of days has a row for each: only the newest day's limits hold. */
function dayLimits(rows: readonly JsonObject[], frame: Frame): readonly FeedEvent[] {
  const newest = rows.map(dayIn).reduce((last, day) => (day > last ? day : last), '')
  const today = rows.filter((row) => dayIn(row) === newest)
  const { known, unread } = readable(today, (row) => limits(row, frame))
  return [...known, ...leftOut('limits', unread, frame)]
}

/** The list has the newest minute first. */
function minutes(rows: readonly JsonObject[], frame: Frame): readonly FeedEvent[] {
  const { known, unread } = readable(rows, (row) => minuteBar(row, frame))
  return [...known.sort((a, b) => a.start - b.start), ...leftOut('minutes', unread, frame)]
}

/** What can be read of rows, and for each that cannot why not. */
function readable<T>(rows: readonly JsonObject[], readRow: (row: JsonObject) => T) {
  const known: T[] = []
  const unread: string[] = []
  for (const row of rows) {
    try {
      known.push(readRow(row))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      unread.push(error.message)
    }
  }
  return { known, unread }
}

const leftOut = (what: string, [first, ...others]: readonly string[], frame: Frame) =>
  first === undefined ? [] : [rejected(frame, `${others.length + 1} ${what} left out: ${first}`)]

const unstamped = ({ seq, receivedTime }: Frame) => ({ seq, exchangeTime: 0, receivedTime })
