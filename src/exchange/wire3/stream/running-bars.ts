import type { Instant } from '../../../domain/time.ts'
import type { MinuteBar } from '../../message.ts'
import { startOf, wideBarAt } from '../day/wide-bars.ts'
import { barData } from './payloads.ts'
import { type Told, told } from './told.ts'

/** What bars run on. */
interface BarSubject {
  readonly type: 'trade' | 'trade.index'
  /** The code, then its groups. */
  readonly keys: readonly string[]
  /** Its minute bars as they stand now. */
  readonly minutes: () => readonly MinuteBar[]
}

/** Tells bars while they run, again and again. */
export interface RunningBars {
  /** Something was traded. Gives the bars that are told now: before them one that has just ended, if not all of it was told. */
  note(subject: BarSubject, time: Instant): readonly Told[]
  /** Gives what waits and may be told by now. */
  due(now: Instant): readonly Told[]
}

const WIDTHS = { '1m': 60_000, '5m': 300_000 } as const
const INTERVALS = ['1m', '5m'] as const

/** Exchange time between two tellings of one bar, ms: at most thirty of a minute. */
const GAP = 2_000

interface Running {
  readonly subject: BarSubject
  readonly interval: (typeof INTERVALS)[number]
  readonly start: Instant
  toldAt: Instant
  changedAt: Instant
}

/** No bars yet. */
export function runningBars(): RunningBars {
  const running = new Map<string, Running>()
  const waiting = new Set<Running>()

  const noteOne = (subject: BarSubject, interval: Running['interval'], time: Instant): readonly Told[] => {
    const key = `${subject.type}.${subject.keys[0] ?? ''}@${interval}`
    const start = startOf(time, WIDTHS[interval])
    const last = running.get(key)
    if (last?.start === start) {
      last.changedAt = time
      waiting.add(last)
      return last.toldAt + GAP <= time ? tellNow(last) : []
    }
    const bar = { subject, interval, start, toldAt: time, changedAt: time }
    running.set(key, bar)
    return [...(last && waiting.has(last) ? tellNow(last) : []), ...tellNow(bar)]
  }
  const tellNow = (bar: Running): readonly Told[] => {
    waiting.delete(bar)
    bar.toldAt = bar.changedAt
    return toldBar(bar)
  }
  return {
    note: (subject, time) => INTERVALS.flatMap((interval) => noteOne(subject, interval, time)),
    due: (now) => [...waiting].filter((bar) => isDue(bar, now)).flatMap(tellNow),
  }
}

const isDue = ({ toldAt, start, interval }: Running, now: Instant): boolean =>
  toldAt + GAP <= now || start + WIDTHS[interval] <= now

/** Taken as it stands now: the trades that came since belong in it as well. */
function toldBar({ subject, interval, start, changedAt }: Running): readonly Told[] {
  const { type, keys, minutes } = subject
  const bar = wideBarAt(minutes(), start, WIDTHS[interval])
  return bar
    ? [told({ type, interval, keys }, () => JSON.stringify(barData(keys[0] ?? '', bar, changedAt)))]
    : []
}
