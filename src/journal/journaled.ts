import { concatMap, from, map, mergeMap, type OperatorFunction } from 'rxjs'
import type { Frame, RawFrame } from '../domain/frame.ts'
import type { Journal } from './journal.ts'

/**
 * Gives each batch of messages to the log as it arrives, then emits its frames one by one: at once where the log has done what
 * it promises before anybody sees them, otherwise (`each`) when they are on the disk. The order of the log is the order of arrival.
 * Fails when the log takes no more. Does not close it.
 */
export const journaled =
  (journal: Journal): OperatorFunction<readonly RawFrame[], Frame> =>
  (batches$) =>
    batches$.pipe(
      map((batch) => journal.append(batch)),
      concatMap(({ frames, onDisk }) =>
        onDisk === undefined ? frames : from(onDisk).pipe(mergeMap(() => frames)),
      ),
    )
