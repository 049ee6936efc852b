import { catchError, concatMap, defer, EMPTY, filter, ignoreElements, map, type Observable, tap } from 'rxjs'
import type { Logger } from 'pino'
import { messageOf } from '../domain/message-of.ts'
import type { Output } from '../domain/outputs.ts'
import { type IsoDate, tradingDay } from '../domain/time.ts'
import type { Store } from '../store/store.ts'

/** The date that a number of `tradingDay` names. */
const dateOf = (day: number): IsoDate => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** Only data say which day it is. */
const dayOf = (output: Output): number =>
  output.kind === 'trade' || output.kind === 'index' || output.kind === 'quote'
    ? tradingDay(output.exchangeTime)
    : -Infinity

/**
 * outputs → each time data of a later trading day comes, all trading dates before it are moved into Parquet; so what a process that was
 * not running left behind is moved by the next one. Emits nothing; completes when the last move is done. A failure is told and tried
 * again on the next trading day: the rows stay in the database until then.
 */
export function endOfDay(
  outputs$: Observable<Output>,
  store: Pick<Store, 'exportBefore'>,
  logger: Pick<Logger, 'info' | 'warn'>,
): Observable<never> {
  let newest = -Infinity
  return outputs$.pipe(
    map(dayOf),
    filter((day) => day > newest),
    tap((day) => (newest = day)),
    concatMap((day) =>
      defer(() => store.exportBefore(dateOf(day))).pipe(
        tap((partitions) => {
          for (const { table, date, rowCount, aside } of partitions) {
            logger.info(`${rowCount} rows of ${table} of ${date} are in Parquet`)
            if (aside !== undefined)
              logger.warn(`what was there of ${table} of ${date} is damaged and kept as ${aside}`)
          }
        }),
        catchError((error: unknown) => {
          const reason = messageOf(error)
          logger.warn(`a past trading date stays in the database until the next: ${reason}`)
          return EMPTY
        }),
      ),
    ),
    ignoreElements(),
  )
}
