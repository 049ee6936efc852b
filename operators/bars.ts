import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Bar } from '../src/domain/outputs.ts'
import { ICT_OFFSET, type Instant } from '../src/domain/time.ts'
import { closedBars } from './state/closed-bars.ts'
import { feedClock } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { extendBar, type OpenBar, openBar, toldBar } from './state/open-bar.ts'
import { stateful } from './state/stateful.ts'

/** What becomes of trades that no bar can take. */
export interface BarsOptions {
  /** Told of a trade that came later than the last three bars of its security are kept for. No bar counts it. */
  readonly onLate?: (trade: ClassifiedTrade) => void
}

const DAY = 86_400_000

/**
 * Folds trades into bars of each security, aligned to midnight in Vietnam. Within a bar trades stand in the order of the log.
 *
 * - When the feed's clock passes the end of an interval, emits the bars of all securities that traded in it, in the order of
 *   their first trades. Nothing for an interval without trades. A later trading day is later time, and closes them too.
 * - Emits a bar again, with the next `revision`, for each trade that comes after it was closed; a late trade in an interval
 *   without a bar makes one. The last three bars of a security are kept for that.
 * - Put-through trades do not count. On completion open bars are emitted with `complete` false.
 * - An error passes at once; the open bars are lost.
 *
 * @param interval - width of a bar, ms: a divisor of a day
 */
export function bars(interval: number, options: BarsOptions = {}): OperatorFunction<ClassifiedEvent, Bar> {
  check(interval)
  return stateful((emit) => {
    const clock = feedClock()
    const open = new Map<string, OpenBar>()
    const closed = closedBars()
    let end = -Infinity
    let latest: Stamp | undefined

    const close = (cause: Stamp): void => {
      for (const bar of open.values()) {
        closed.keep(bar)
        emit(toldBar(bar, cause, { interval, complete: true }))
      }
      open.clear()
      end = startOf(clock.now(), interval) + interval
    }
    const add = (trade: ClassifiedTrade): void => {
      const start = startOf(trade.exchangeTime, interval)
      const isLate = start + interval < end
      const bar = isLate
        ? closed.reopen(trade, start)
        : keyed(open, trade.symbol, () => openBar(trade, start))
      if (bar) extendBar(bar, trade)
      else options.onLate?.(trade)
      if (bar && isLate) emit(toldBar(bar, trade, { interval, complete: true }))
    }

    return {
      next(event) {
        clock.begins(event)
        if (event.kind === 'rejected') return
        latest = event
        if (clock.now() >= end) close(event)
        if (event.kind === 'trade' && event.phase !== 'putThrough') add(event)
      },
      complete() {
        for (const bar of open.values()) if (latest) emit(toldBar(bar, latest, { interval, complete: false }))
      },
    }
  })
}

const startOf = (time: Instant, interval: number): Instant => time - ((time + ICT_OFFSET) % interval)

function check(interval: number): void {
  if (interval > 0 && DAY % interval === 0) return
  throw new RangeError(`A bar is a whole part of a day wide, as 60000 ms is, not ${interval} ms.`)
}
