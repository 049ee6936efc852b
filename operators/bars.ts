import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Gap, MinuteBar, Stamp } from '../src/domain/event.ts'
import type { Bar } from '../src/domain/outputs.ts'
import { ICT_OFFSET, type Instant } from '../src/domain/time.ts'
import { byKind } from './state/by-kind.ts'
import { extendBar, type OpenBar, toldBar } from './state/open-bar.ts'
import { noRunningBars, type RunningBars, runningBars } from './state/running-bars.ts'
import { type ChangeableBars, changeableBars, toldBars } from './state/told-bars.ts'

/** What becomes of trades that no bar can take. */
export interface BarsOptions {
  /** Told of a trade that came later than the last three bars of its security are kept for. No bar counts it. */
  readonly onLate?: (trade: ClassifiedTrade) => void
}

const MINUTE = 60_000
const DAY = 86_400_000

/**
 * Folds trades into bars of each security, aligned to midnight in Vietnam. Within a bar trades stand in the order of the
 * exchange, which their places in the day's volume tell.
 *
 * - When the feed's clock passes the end of an interval, emits the bars of all securities that traded in it, in the order of
 *   their first trades. Nothing for an interval without trades. A later trading day is later time, and closes them too.
 * - Emits a bar again, with the next `revision`, for each trade that comes after it was closed; a late trade in an interval
 *   without a bar makes one. The last three bars of a security are kept for that.
 * - Bars of a minute are completed after a gap: a `minuteBar` of a closed minute between the gap's `from` and `to` that tells of
 *   more volume than the bar has gives the bar its prices and its volume. What was missing is `filledVolume`, and nobody's; a
 *   late trade is taken out of it. The last 120 such minutes of a security and a trading day are kept. A gap of before the first
 *   message has no bars to complete.
 * - Put-through trades do not count. On completion open bars are emitted with `complete` false.
 * - An error passes at once; the open bars are lost.
 *
 * @param interval - width of a bar, ms: a divisor of a day
 */
export function bars(interval: number, options: BarsOptions = {}): OperatorFunction<ClassifiedEvent, Bar> {
  check(interval)
  return byKind(begin, (state, emit, clock) => {
    const folded = folding(state.folded, { ...options, interval }, (bar, cause, complete) => {
      emit(toldBar(bar, cause, { interval, complete }))
    })

    const advance = (event: Stamp): void => {
      state.latest = event
      folded.advance(clock.now(), event)
    }
    const mend = (event: Gap | MinuteBar): void => {
      advance(event)
      if (interval === MINUTE) folded.mend(event)
    }

    return {
      begins: folded.begin,
      trade(event) {
        advance(event)
        folded.add(event)
      },
      gap: mend,
      minuteBar: mend,
      others: advance,
      complete() {
        if (state.latest) folded.end(state.latest)
      },
    }
  })
}

const begin = () => ({
  folded: foldedBars(),
  latest: undefined as Stamp | undefined,
})

/** The bars of a stream. */
interface FoldedBars {
  readonly running: RunningBars
  readonly told: ChangeableBars
  /** End of the interval that is open. */
  end: Instant
}

const foldedBars = (): FoldedBars => ({ running: noRunningBars(), told: changeableBars(), end: -Infinity })

/** What the events of a stream do to its bars. */
interface Folding {
  readonly begin: () => void
  readonly advance: (now: Instant, cause: Stamp) => void
  readonly add: (trade: ClassifiedTrade) => void
  readonly mend: (event: Gap | MinuteBar) => void
  readonly end: (latest: Stamp) => void
}

type Tell = (bar: OpenBar, cause: Stamp, complete: boolean) => void

interface FoldingOptions extends BarsOptions {
  readonly interval: number
}

function folding(bars: FoldedBars, { interval, onLate }: FoldingOptions, tell: Tell): Folding {
  const told = toldBars(bars.told)
  const running = runningBars(bars.running, told)
  const isClosed = (start: Instant) => start + interval < bars.end

  return {
    begin: told.begin,
    advance(now, cause) {
      // A list alone gives no time.
      if (now < bars.end || now === -Infinity) return
      running.close((bar) => tell(bar, cause, true))
      bars.end = startOf(now, interval) + interval
    },
    add(trade) {
      if (trade.phase === 'putThrough') return
      const start = startFor(trade.exchangeTime, bars.end, interval)
      const isLate = isClosed(start)
      const bar = isLate ? told.reopen(trade, start) : running.of(trade, start)
      if (bar) extendBar(bar, trade)
      else onLate?.(trade)
      if (bar && isLate) tell(bar, trade, true)
    },
    mend(event) {
      if (event.kind === 'gap') {
        told.miss(event)
        return
      }
      if (!isClosed(event.start)) return
      const bar = told.complete(event)
      if (bar) tell(bar, event, true)
    },
    end(latest) {
      running.each((bar) => tell(bar, latest, false))
    },
  }
}

/** Nearly all trades are of the interval that is open: to divide times for each of them took a twentieth of the whole. */
const startFor = (time: Instant, end: Instant, interval: number): Instant =>
  time < end && time >= end - interval ? end - interval : startOf(time, interval)

const startOf = (time: Instant, interval: number): Instant => time - ((time + ICT_OFFSET) % interval)

function check(interval: number): void {
  if (interval > 0 && DAY % interval === 0) return
  throw new RangeError(`A bar is a whole part of a day wide, as 60000 ms is, not ${interval} ms.`)
}
