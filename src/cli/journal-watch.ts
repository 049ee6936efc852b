import type { Logger } from 'pino'
import { ignoreElements, interval, merge, type Observable, takeUntil, tap } from 'rxjs'
import type { Journal } from '../journal/journal.ts'
import type { Metrics } from '../server/metrics.ts'
import { journalTrouble } from './journal-trouble.ts'
import { stopped$ } from './stopped.ts'

const SECOND = 1_000

/** Where the log's trouble is told. */
export interface JournalWatchOptions {
  readonly journal: Pick<Journal, 'health' | 'health$'>
  readonly metrics: Metrics
  readonly logger: Logger
}

/** Tells of trouble with the log when it comes and goes, and how much waits for the disk. Ends when the process is asked to. */
export function journalWatch({ journal, metrics, logger }: JournalWatchOptions): Observable<never> {
  const measured$ = merge(journal.health$, interval(SECOND)).pipe(
    tap(() => {
      const { trouble, heldFrames, heldBytes } = journal.health()
      metrics.journalDegraded.set(trouble === undefined ? 0 : 1)
      metrics.journalHeldFrames.set(heldFrames)
      metrics.journalHeldBytes.set(heldBytes)
    }),
    ignoreElements(),
  )
  return merge(journalTrouble(journal, logger), measured$).pipe(takeUntil(stopped$))
}
