import { concatMap, type OperatorFunction } from 'rxjs'
import type { Frame, RawFrame } from '../domain/frame.ts'
import type { Journal } from './journal.ts'

/**
 * Writes each batch of messages to the log, then emits its frames one by one: nobody sees a frame that is not in the log.
 * The order of the log is the order of arrival. Fails when the log cannot be written. Does not close it.
 */
export const journaled = (journal: Journal): OperatorFunction<readonly RawFrame[], Frame> =>
  concatMap((frames) => journal.append(frames))
