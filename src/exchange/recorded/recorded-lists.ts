import type { RawFrame } from '../../domain/frame.ts'
import { fieldsIn } from '../wire/fields-in.ts'
import { dateRange, isoDateOf } from '../wire/rest/date-range.ts'
import { type Envelope, paged, refused, type Row } from '../wire/rest/envelope.ts'
import type { RestQuery } from '../wire/rest/rest-query.ts'
import { rowsIn } from './rows-in.ts'

/** The lists of a recording, as version 2 answers them. */
export interface RecordedLists {
  /** Takes note of a list that was received: from now on it is the answer. Passes over any other frame. */
  readonly note: (frame: RawFrame) => void
  /** The newest answer to a question, as far as it was recorded. */
  readonly answer: (name: string, query: RestQuery) => Envelope
}

/** An answer that was received. */
interface Recorded {
  /** What it was the answer to: `symbol`, `indexCode`, … */
  readonly about: readonly (readonly [name: string, value: string])[]
  readonly rows: readonly Row[]
}

/** Parameters by which a list is another list; all else only chooses rows of it. */
const SUBJECTS = ['symbol', 'indexCode', 'resolution']

/** No day lies after it: a recording may be older than whoever asks. */
const END_OF_TIME = '9999-12-31'

/** Lists that nothing was recorded of yet. */
export function recordedLists(): RecordedLists {
  const answers = new Map<string, Recorded[]>()
  return {
    note({ source, text }) {
      if (source !== 'ssi-rest') return
      const { endpoint, body, ...rest } = fieldsIn(text)
      if (typeof endpoint !== 'string') return
      const about = SUBJECTS.flatMap((name) => {
        const value = rest[name]
        return typeof value === 'string' ? [[name, value.toUpperCase()] as const] : []
      })
      const name = endpoint.toLowerCase()
      const others = (answers.get(name) ?? []).filter((known) => String(known.about) !== String(about))
      answers.set(name, [{ about, rows: rowsIn(body) }, ...others])
    },
    answer(name, query) {
      const isAnswer = ({ about }: Recorded) => about.every(([key, value]) => asked(query, key) === value)
      const found = answers.get(name)?.find(isAnswer)
      if (!found) return refused(`The recording holds no answer to ${name} with these parameters.`)
      return paged(chosen(found, query), query, (rows) => rows)
    },
  }
}

/** A minute is meant where no resolution is named. */
const asked = (query: RestQuery, name: string): string | undefined =>
  query(name)?.toUpperCase() ?? (name === 'resolution' ? '1' : undefined)

/** The rows of an answer that a question is about. */
function chosen({ about, rows }: Recorded, query: RestQuery): readonly Row[] {
  const isNamed = (name: string) => about.some(([known]) => known === name)
  const wanted = ['market', 'symbol', 'exchange'].flatMap((name) => {
    const value = isNamed(name) ? undefined : query(name)
    return value ? [[name, value.toUpperCase()] as const] : []
  })
  const range = query('fromDate') === undefined ? undefined : dateRange(query, END_OF_TIME)
  return rows.filter(
    (row) => wanted.every(([name, value]) => textIn(row, name) === value) && isWithin(row, range),
  )
}

function isWithin(row: Row, range: ReturnType<typeof dateRange> | undefined): boolean {
  const date = isoDateOf(textIn(row, 'tradingDate'))
  if (date === undefined || range === undefined || typeof range === 'string') return true
  return range.from <= date && date <= range.to
}

/** A column of a row, in capitals; columns are found whatever their case. */
function textIn(row: Row, name: string): string | undefined {
  const key = Object.keys(row).find((column) => column.toLowerCase() === name.toLowerCase())
  const value = key === undefined ? undefined : row[key]
  return typeof value === 'string' ? value.toUpperCase() : undefined
}
