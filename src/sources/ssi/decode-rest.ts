import type { DecodedEvent, IndexMembers, MinuteBar, SecurityList } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected, rejected } from '../rejected.ts'
import { unreadable } from '../unreadable.ts'
import { textOf } from './fields.ts'
import { type IndexComponents, indexComponents } from './rest/index-components.ts'
import { intradayOhlc, type ListedMinute } from './rest/intraday-ohlc.ts'
import { securities } from './rest/securities.ts'

/**
 * The securities, index members or minutes in the answer of a REST list: `{"endpoint":"Securities","body":{…}}`, the body as it came.
 *
 * - `Securities` and `SecuritiesDetails` give the list of securities; rows that cannot be read are left out and told
 *   in one `rejected` event beside it.
 * - `IndexComponents` gives the members of the indices in it; rows that name no index are of the frame's `indexCode`.
 * - `IntradayOhlc` gives the minutes of a security, oldest first, rows that cannot be read left out as above. A minute's exchange
 *   time is that of its last change.
 * - An error of SSI's, an empty list or anything else gives one `rejected` event.
 *
 * Never throws. The other lists have no time of the exchange: 0.
 */
export const decodeSsiRest = (frame: Frame): readonly DecodedEvent[] => orRejected(frame, read)

function read(frame: Frame): readonly DecodedEvent[] {
  const { endpoint, indexCode, body } = jsonObject(frame.text, 'frame')
  switch (endpoint) {
    case 'Securities':
    case 'SecuritiesDetails':
      return securityList(rowsOf(body), frame)
    case 'IndexComponents':
      return indexComponents(rowsOf(body), textOf(indexCode, 'indexCode')).map((index) =>
        members(index, frame),
      )
    case 'IntradayOhlc':
      return minutes(rowsOf(body), frame)
    default:
      return unreadable(
        'endpoint',
        endpoint,
        'Securities, SecuritiesDetails, IndexComponents or IntradayOhlc',
      )
  }
}

/** The rows of an answer; older documents call them `dataList`. */
function rowsOf(body: unknown): readonly JsonObject[] {
  if (!isJsonObject(body)) return unreadable('body', body, 'the answer of a REST list')
  const field = fieldReader(body)
  const data = field('data') ?? field('dataList')
  if (Array.isArray(data) && data.length > 0) return data.filter(isJsonObject)
  return unreadable('data', Array.isArray(data) ? data : (field('message') ?? data), 'rows')
}

function securityList(rows: readonly JsonObject[], frame: Frame): readonly DecodedEvent[] {
  const { known, unread } = securities(rows)
  const list: SecurityList = {
    kind: 'securities',
    seq: frame.seq,
    exchangeTime: 0,
    receivedTime: frame.receivedTime,
    securities: known,
  }
  return [...(known.length > 0 ? [list] : []), ...leftOut('securities', unread, frame)]
}

/** One event for all rows that cannot be read, with the reason of the first. */
const leftOut = (what: string, [first, ...rest]: readonly string[], frame: Frame): readonly DecodedEvent[] =>
  first === undefined ? [] : [rejected(frame, `${rest.length + 1} ${what} left out: ${first}`)]

function minutes(rows: readonly JsonObject[], frame: Frame): readonly DecodedEvent[] {
  const { known, unread } = intradayOhlc(rows)
  return [...known.map((minute) => minuteBar(minute, frame)), ...leftOut('minutes', unread, frame)]
}

const minuteBar = ({ time, ...minute }: ListedMinute, { seq, receivedTime }: Frame): MinuteBar => ({
  kind: 'minuteBar',
  seq,
  exchangeTime: time,
  receivedTime,
  ...minute,
})

const members = ({ indexId, symbols }: IndexComponents, frame: Frame): IndexMembers => ({
  kind: 'members',
  seq: frame.seq,
  exchangeTime: 0,
  receivedTime: frame.receivedTime,
  indexId,
  symbols,
})
