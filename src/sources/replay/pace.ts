import type { ReplaySpeed } from '../../domain/replay.ts'
import type { RawFrame } from '../../domain/frame.ts'
import type { Instant } from '../../domain/time.ts'

/** How fast a recording is played. */
export interface PaceOptions {
  readonly speed: ReplaySpeed
  /** Stretches without data, as over lunch and at night, are cut short. */
  readonly skipsPauses: boolean
}

/** Says when each frame is due. Times are ms of one clock of the caller's; it never waits itself. */
export interface Pace {
  /** ms from `now` until a frame is due, were it the next one; 0 or less when it is. */
  readonly dueIn: (frame: RawFrame, now: number) => number
  /** The frame is played. */
  readonly played: (frame: RawFrame) => void
  /** Time goes on from `now`, where it stood still or the recording went on at another place: what comes next is due in its share. */
  readonly restart: (
    now: number,
    change?: { readonly speed?: ReplaySpeed; readonly isElsewhere?: boolean },
  ) => void
  readonly speed: () => ReplaySpeed
}

/** Recorded ms of a stretch without data that are waited out where pauses are skipped. */
const QUIET = 30_000

/** What tells nothing of the market, and comes while that rests, too. */
const idle = new Set(['clock', 'link'])

/**
 * A pace by the times at which frames were received. A clock that was set back costs no time. Where pauses are skipped, at most 30 recorded
 * seconds pass without data: the rest of lunch, of a night or of a weekend, with the clock's ticks in it, is due at once.
 */
export function makePace(options: PaceOptions): Pace {
  let { speed } = options
  /** The last frame, how much recorded time had passed with it, and how much of that without data. */
  let last: { received: Instant; passed: number; quiet: number } | undefined
  /** When the caller's clock stood where. */
  let anchor: { passed: number; wall: number } | undefined

  function passedWith({ receivedTime }: RawFrame): number {
    if (!last) return 0
    const between = Math.max(0, receivedTime - last.received)
    return last.passed + (options.skipsPauses ? Math.min(between, Math.max(0, QUIET - last.quiet)) : between)
  }
  return {
    dueIn(frame, now) {
      if (speed === 'max') return 0
      const passed = passedWith(frame)
      anchor ??= { passed, wall: now }
      return (passed - anchor.passed) / speed - (now - anchor.wall)
    },
    played(frame) {
      const passed = passedWith(frame)
      const quiet = idle.has(frame.source) ? (last?.quiet ?? 0) + passed - (last?.passed ?? 0) : 0
      last = { received: frame.receivedTime, passed, quiet }
    },
    restart(now, { speed: wanted = speed, isElsewhere = false } = {}) {
      speed = wanted
      if (isElsewhere) last = undefined
      anchor = last && { passed: last.passed, wall: now }
    },
    speed: () => speed,
  }
}
