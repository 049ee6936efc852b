import type { DecodedEvent, IndexMembers, SecurityList } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected, rejected } from '../rejected.ts'
import { unreadable } from '../unreadable.ts'
import { byBoard } from './by-board.ts'
import { securityDefinition } from './kinds/security-definition.ts'
import { instruments } from './rest/instruments.ts'

/**
 * What an answer of DNSE's REST tells: `{"endpoint":"instruments"|"secdef","body":…}`, the body as it came.
 *
 * - `instruments` gives the list of securities, and the members of each index that a row names; rows that cannot be read are left
 *   out and told in one `rejected` event. The list names no time: 0.
 * - `secdef` gives the limits and the status of its securities, as `sd` does on the stream.
 * - An error of DNSE's, an empty list or anything else gives one `rejected` event.
 *
 * Never throws.
 */
export const decodeDnseRest = (frame: Frame): readonly DecodedEvent[] => orRejected(frame, read)

function read(frame: Frame): readonly DecodedEvent[] {
  const { endpoint, body } = jsonObject(frame.text, 'frame')
  switch (endpoint) {
    case 'instruments':
      return lists(rowsOf(body), frame)
    case 'secdef':
      return rowsOf(body).flatMap((row) => definition(row, frame))
    default:
      return unreadable('endpoint', endpoint, 'instruments or secdef')
  }
}

/** The rows of an answer: a bare list, one in `data`, or a single row. */
function rowsOf(body: unknown): readonly JsonObject[] {
  const data = isJsonObject(body) ? (body['data'] ?? body) : body
  const rows = (Array.isArray(data) ? data : [data]).filter(isJsonObject)
  const isRow = rows.length > 0 && rows.every((row) => fieldReader(row)('symbol') !== undefined)
  return isRow ? rows : unreadable('body', isJsonObject(body) ? (body['message'] ?? body) : body, 'rows')
}

const readDefinition = byBoard({ G1: securityDefinition })

const definition = (row: JsonObject, frame: Frame): readonly DecodedEvent[] =>
  orRejected(frame, () => readDefinition({ fields: fieldReader(row), frame }))

function lists(rows: readonly JsonObject[], frame: Frame): readonly DecodedEvent[] {
  const { known, members, unread } = instruments(rows)
  const { seq, receivedTime } = frame
  const list: SecurityList = { kind: 'securities', seq, exchangeTime: 0, receivedTime, securities: known }
  const indices = [...members].map(([indexId, symbols]): IndexMembers => ({
    kind: 'members',
    seq,
    exchangeTime: 0,
    receivedTime,
    indexId,
    symbols,
  }))
  const [first] = unread
  const rest = first === undefined ? [] : [rejected(frame, `${unread.length} securities left out: ${first}`)]
  return known.length > 0 ? [list, ...indices, ...rest] : rest
}
