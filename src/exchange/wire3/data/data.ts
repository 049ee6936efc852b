import type { DataEndpoint } from './data-parts.ts'
import { indexList, indexSummary } from './indices.ts'
import { ohlc } from './ohlc.ts'
import { masterdata, securitiesByBoard } from './securities.ts'
import { securitiesSummary } from './securities-summary.ts'

/** What can be asked about the market, by the last part of the path in lower case. */
export const dataEndpoints: ReadonlyMap<string, DataEndpoint> = new Map([
  ['ohlc', ohlc],
  ['indexlist', indexList],
  ['indexsummary', indexSummary],
  ['securitiesbyboard', securitiesByBoard],
  ['securitiessummary', securitiesSummary],
  ['masterdata', masterdata],
])
