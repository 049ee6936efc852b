import {
  concatMap,
  defer,
  filter,
  ignoreElements,
  map,
  type Observable,
  ReplaySubject,
  retry,
  takeUntil,
  tap,
  timer,
} from 'rxjs'
import type { Logger } from 'pino'
import { messageOf } from '../domain/message-of.ts'
import type { Output } from '../domain/outputs.ts'
import { type IsoDate, tradingDay } from '../domain/time.ts'
import type { Store } from '../store/store.ts'

/** The date that a number of `tradingDay` names. */
const dateOf = (day: number): IsoDate => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** After so many minutes it is tried again, then after twice as many: a disk that was full may have room by then. */
const AGAIN = 10

/** Only data say which day it is. */
const dayOf = (output: Output): number =>
  output.kind === 'trade' || output.kind === 'index' || output.kind === 'quote'
    ? tradingDay(output.exchangeTime)
    : -Infinity

/**
 * outputs → each time data of a later trading day comes, all trading dates before it are moved into Parquet; so what a process that was
 * not running left behind is moved by the next one. Emits nothing; completes when the last move is done. A failure is told and tried
 * again in ten minutes, then in twenty and so on, or when the next day begins: the rows stay in the database until then.
 */
export function endOfDay(
  outputs$: Observable<Output>,
  store: Pick<Store, 'exportBefore'>,
  logger: Pick<Logger, 'info' | 'warn'>,
): Observable<never> {
  let newest = -Infinity
  const reached$ = new ReplaySubject<number>(1)
  const later$ = (day: number) => reached$.pipe(filter((reached) => reached > day))
  return outputs$.pipe(
    map(dayOf),
    filter((day) => day > newest),
    tap({
      next(day) {
        newest = day
        reached$.next(day)
      },
      complete: () => reached$.next(Infinity),
    }),
    concatMap((day) =>
      defer(() => store.exportBefore(dateOf(day))).pipe(
        tap((partitions) => {
          for (const { table, date, rowCount, aside } of partitions) {
            logger.info(`${rowCount} rows of ${table} of ${date} are in Parquet`)
            if (aside !== undefined)
              logger.warn(`what was there of ${table} of ${date} is damaged and kept as ${aside}`)
          }
        }),
        retry({ delay: (error, count) => again(error, { count, logger }).pipe(takeUntil(later$(day))) }),
      ),
    ),
    ignoreElements(),
  )
}

/** Tells of a failure, and emits when to try again: one that stays is tried less and less often. */
function again(
  error: unknown,
  { count, logger }: { readonly count: number; readonly logger: Pick<Logger, 'warn'> },
) {
  const minutes = AGAIN * 2 ** (count - 1)
  const reason = messageOf(error)
  logger.warn(
    `a past trading date stays in the database, and is tried again in ${minutes} minutes: ${reason}`,
  )
  return timer(minutes * 60_000)
}
