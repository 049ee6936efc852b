import type { RestQuery } from '../../wire/rest/rest-query.ts'
import type { SimulatedExchange } from '../../message.ts'
import type { DayBook } from '../day/day-book.ts'
import type { Reply } from '../reply.ts'

/** What the answers about the market are made of. */
export interface DataParts {
  readonly exchange: SimulatedExchange
  readonly book: DayBook
}

/** Answers one kind of question about the market. */
export type DataEndpoint = (parts: DataParts, query: RestQuery) => Reply
