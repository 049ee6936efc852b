import type { DecodedEvent, IndexMembers, SecurityList } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected, rejected } from '../rejected.ts'
import { unreadable } from '../unreadable.ts'
import { textOf } from './fields.ts'
import { type IndexComponents, indexComponents } from './rest/index-components.ts'
import { securities } from './rest/securities.ts'

/**
 * The securities or index members in the answer of a REST list: `{"endpoint":"Securities","body":{…}}`, the body as it came.
 *
 * - `Securities` and `SecuritiesDetails` give the list of securities; rows that cannot be read are left out and told
 *   in one `rejected` event beside it.
 * - `IndexComponents` gives the members of the indices in it; rows that name no index are of the frame's `indexCode`.
 * - An error of SSI's, an empty list or anything else gives one `rejected` event.
 *
 * Never throws. The lists have no time of the exchange: 0.
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
    default:
      return unreadable('endpoint', endpoint, 'Securities, SecuritiesDetails or IndexComponents')
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
  const [first] = unread
  const list: SecurityList = {
    kind: 'securities',
    seq: frame.seq,
    exchangeTime: 0,
    receivedTime: frame.receivedTime,
    securities: known,
  }
  const rest = first === undefined ? [] : [rejected(frame, `${unread.length} securities left out: ${first}`)]
  return known.length > 0 ? [list, ...rest] : rest
}

const members = ({ indexId, symbols }: IndexComponents, frame: Frame): IndexMembers => ({
  kind: 'members',
  seq: frame.seq,
  exchangeTime: 0,
  receivedTime: frame.receivedTime,
  indexId,
  symbols,
})
