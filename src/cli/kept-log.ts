import type { Logger } from 'pino'
import {
  catchError,
  defer,
  EMPTY,
  endWith,
  exhaustMap,
  ignoreElements,
  interval,
  merge,
  type Observable,
  takeUntil,
  tap,
} from 'rxjs'
import { messageOf } from '../domain/message-of.ts'
import type { Output } from '../domain/outputs.ts'
import { tradingDay } from '../domain/time.ts'
import type { Journal } from '../journal/journal.ts'
import type { SnapshotFiles } from '../journal/snapshots.ts'
import { vietnamCalendar } from '../market/calendar.ts'
import type { Store } from '../store/store.ts'
import { firstInDatabase } from './first-in-database.ts'
import { hasRows, rowProgress } from './row-progress.ts'
import type { Settings } from './settings.ts'

const MEGABYTE = 2 ** 20
const DAY = 86_400_000
/** At 300 MB an hour of a full feed a log is 5 MB larger than it may be; a look is some ms of the database's thread. */
const EACH = 60_000

/** How much of a log is kept, and what depends on it. */
export interface KeptLogOptions {
  readonly settings: Pick<Settings, 'VNFLOW_JOURNAL_KEEP_DATES' | 'VNFLOW_JOURNAL_KEEP_MB'>
  readonly journal: Pick<Journal, 'drop'>
  readonly store: Pick<Store, 'lastSeq' | 'query'>
  readonly snapshots: Pick<SnapshotFiles, 'oldest'>
  readonly logger: Pick<Logger, 'info' | 'warn'>
  /** When it is looked what may go; each minute unless said otherwise. */
  readonly looks$?: Observable<unknown>
}

/**
 * outputs → files of the log are deleted, oldest first, that hold none of the newest trading dates, or with which the log is larger than it may be.
 * In any case those stay whose rows are not all in Parquet, and those that a restart reads. Emits nothing; completes with the outputs.
 * A failure is told, and tried again at the next look.
 */
export function keptLog(outputs$: Observable<Output>, options: KeptLogOptions): Observable<never> {
  const { settings, journal, store, snapshots, logger, looks$ = interval(EACH) } = options
  const { VNFLOW_JOURNAL_KEEP_DATES: dates, VNFLOW_JOURNAL_KEEP_MB: megabytes } = settings
  if (dates === 0 && megabytes === 0) return EMPTY
  const followed = followedRows(store)
  let newest = -Infinity

  async function look() {
    const needed = Math.min(followed.safe(), snapshots.oldest() ?? 0, await firstInDatabase(store))
    const oldest = firstKept(newest, dates)
    const most = megabytes === 0 ? Infinity : megabytes * MEGABYTE
    const count = await journal.drop(
      ({ lastSeq, until, logBytes }) => lastSeq < needed && (tradingDay(until) < oldest || logBytes > most),
    )
    if (count > 0) logger.info(`${count} files of the log that need not be kept were deleted`)
  }
  const following$ = outputs$.pipe(
    tap((output) => {
      followed.follow(output)
      newest = Math.max(newest, dayOf(output))
    }),
    ignoreElements(),
  )
  const looking$ = looks$.pipe(
    takeUntil(outputs$.pipe(ignoreElements(), endWith(undefined))),
    exhaustMap(() =>
      defer(look).pipe(
        catchError((error: unknown) => {
          const reason = messageOf(error)
          logger.warn(`the log keeps what it need not keep: ${reason}`)
          return EMPTY
        }),
      ),
    ),
    ignoreElements(),
  )
  return merge(following$, looking$)
}

/** Knows how far all rows are committed: those of every frame before the last one that had a row at an earlier look. */
function followedRows(store: Pick<Store, 'lastSeq'>) {
  const rows = rowProgress()
  let given = new Map(rows.state.save())
  let safe = 0
  return {
    follow: (output: Output) => rows.follow(output),
    safe() {
      if (hasRows(store, given)) {
        safe = Math.max(0, ...given.values())
        given = new Map(rows.state.save())
      }
      return safe
    },
  }
}

/** Only data say which day it is, and only as far as the clock of this machine agrees: one of the two alone that is wrong lets nothing go. */
const dayOf = ({ kind, exchangeTime, receivedTime }: Output): number =>
  kind === 'trade' || kind === 'index' || kind === 'quote'
    ? tradingDay(Math.min(exchangeTime, receivedTime))
    : -Infinity

const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

/** The first of the newest trading days, by its number; none is old where that is further back than the calendar knows. */
function firstKept(newest: number, dates: number): number {
  if (dates === 0 || newest === -Infinity) return -Infinity
  let day = dateOf(newest)
  try {
    for (let kept = 1; kept < dates; kept++) day = vietnamCalendar.previousTradingDay(day)
  } catch (error) {
    if (error instanceof RangeError) return -Infinity
    throw error
  }
  return Date.parse(day) / DAY
}
