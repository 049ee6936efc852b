import type { OperatorFunction } from 'rxjs'
import type { Output } from '../src/domain/outputs.ts'
import { dueGaps, dueStretches } from './state/due-gaps.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import type { Missed } from './state/missed.ts'
import { runningGaps, runningMinutes } from './state/running-gaps.ts'
import { stateful } from './state/stateful.ts'

/** The minutes of a security of which trades are missing: that of `from`, that of `to`, and all between. */
export type MissedMinutes = Missed

/** What is told of the minutes that are missing. */
export interface MissedMinutesOptions {
  /** Securities that are told, those of the newest gaps. Older ones are given up. */
  readonly most?: number
  /** Exchange time from the end of a minute until a list has all of it, ms. */
  readonly settled?: number
}

const begin = () => ({ time: feedTime(), running: runningMinutes(), due: dueStretches() })

/**
 * What a list of minutes could tell of gaps: emits the securities, newest gap first, each time they change.
 *
 * - A gap counts when the feed's clock has passed the end of its minute, and what came late for it is taken off.
 * - A security's gaps are one stretch. A `minuteBar` of the stretch's last minute, or of a later one, answers it.
 * - Volume that was traded before the first message of the day is not missed. A trading day begins with nothing missed.
 */
export function missedMinutes(
  options: MissedMinutesOptions = {},
): OperatorFunction<Output, readonly MissedMinutes[]> {
  const { most = 100, settled = 5_000 } = options
  return stateful(begin, (state, emit) => {
    const clock = feedClock(state.time)
    const running = runningGaps(state.running, settled)
    const due = dueGaps(state.due, most)

    return {
      next(event) {
        if (clock.begins(event)) {
          running.clear()
          due.clear()
        }
        if (event.kind === 'minuteBar') due.answer(event)
        else if (event.kind === 'gap' && !running.add(event)) due.takeBack(event)
        for (const missed of running.end(clock.now())) due.add(missed)
        const news = due.news()
        if (news) emit(news)
      },
    }
  })
}
