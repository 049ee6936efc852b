import type { Logger } from 'pino'
import { ignoreElements, type Observable, tap } from 'rxjs'
import type { Journal } from '../journal/journal.ts'

/** Tells of trouble with a log when it comes, changes and goes. Emits nothing; completes when the log is closed. */
export function journalTrouble(
  { health$ }: Pick<Journal, 'health$'>,
  logger: Pick<Logger, 'error' | 'info'>,
): Observable<never> {
  let before: string | undefined
  return health$.pipe(
    tap(({ trouble }) => {
      if (trouble !== undefined)
        logger.error(`journal: ${trouble}; frames are held in memory until it is over`)
      else if (before !== undefined) logger.info('journal: the disk is back, all that was held is written')
      before = trouble
    }),
    ignoreElements(),
  )
}
