import type { RawFrame } from '../../domain/frame.ts'
import { fieldsIn } from '../wire/fields-in.ts'
import type { Row } from '../wire/rest/envelope.ts'
import type { RestQuery } from '../wire/rest/rest-query.ts'
import { bareList, countedPage } from '../wire3/data/query.ts'
import type { Reply } from '../wire3/reply.ts'
import type { Endpoint } from '../wire3/rest.ts'
import { rowsIn } from './rows-in.ts'

/** The lists of a recording, as version 3 answers them. */
export interface RecordedEndpoints {
  /** Takes note of a list that was received: from now on it is the answer. Passes over any other frame. */
  readonly note: (frame: RawFrame) => void
  /** By method and path, as REST has them. Without a recorded answer each says that there is nothing. */
  readonly endpoints: ReadonlyMap<string, Endpoint>
}

/** Endpoints of lists that nothing was recorded of yet. */
export function recordedEndpoints(): RecordedEndpoints {
  const lists = new Map<string, readonly Row[]>()
  const rows = (name: string, subject = ''): readonly Row[] => lists.get(nameOf(name, subject)) ?? []

  const byBoard = (query: RestQuery): Reply => {
    const index = query('index')
    if (index) return bareList(rows('securitiesByBoard', index))
    const wanted = ['symbol', 'board'].flatMap((name) => {
      const value = query(name)
      return value ? [[name, value.toUpperCase()] as const] : []
    })
    const isWanted = (row: Row) => wanted.every(([name, value]) => row[name] === value)
    return bareList(rows('securitiesByBoard').filter(isWanted))
  }
  const asked: Readonly<Record<string, (query: RestQuery) => Reply>> = {
    securitiesbyboard: byBoard,
    // Whatever days are asked for: who asks lives on another day than the recording.
    masterdata: (query) => countedPage(rows('masterdata'), query, (row) => row),
    ohlc: (query) => countedPage(rows('ohlc', query('symbol')), query, (row) => row),
  }
  return {
    note({ source, text }) {
      if (source !== 'ssi3-rest') return
      const { endpoint, index, symbol, body } = fieldsIn(text)
      const subject = typeof index === 'string' ? index : symbol
      if (typeof endpoint === 'string')
        lists.set(nameOf(endpoint, typeof subject === 'string' ? subject : ''), rowsIn(body))
    },
    endpoints: new Map(
      Object.entries(asked).map(([name, answer]) => [`GET data/${name}`, ({ query }) => answer(query)]),
    ),
  }
}

const nameOf = (endpoint: string, subject: string): string => `${endpoint} ${subject.toUpperCase()}`
