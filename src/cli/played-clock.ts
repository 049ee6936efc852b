import type { State } from '../../operators/state/snapshots.ts'
import type { FeedEvent } from '../domain/event.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { Instant } from '../domain/time.ts'

/** Exchange time of a program, by the frames that it is fed and what it makes of them. */
export interface PlayedClock {
  /** Takes a frame before the program does. */
  readonly read: (frame: Frame, events: readonly FeedEvent[]) => void
  /** Takes what the program gives. */
  readonly hear: (output: Output) => void
  /** Exchange time so far, that of the last frame included; `undefined` before the first. It does not go back. */
  readonly now: () => Instant | undefined
  /** Whether the last frame gave anything but rejections. */
  readonly gave: () => boolean
  readonly state: State<Instant | undefined>
}

/**
 * A clock before the first frame. A message that gives nothing, as one that repeats what is known, moves it as well; one of which anything
 * is rejected does not: a wrong date would move it for good.
 */
export function playedClock(): PlayedClock {
  let clock: Instant | undefined
  /** What the last frame says the time is, until it is known whether that was rejected; 0 for nothing. */
  let said = 0
  let gave = false

  function moveOn(time: Instant): void {
    clock = Math.max(clock ?? time, time)
  }

  function now(): Instant | undefined {
    if (said > 0) moveOn(said)
    said = 0
    return clock
  }

  return {
    read(frame, events) {
      now()
      said = saidBy(frame, events)
      gave = false
    },
    hear({ kind, exchangeTime }) {
      if (exchangeTime !== undefined) moveOn(exchangeTime)
      if (kind === 'rejected') said = 0
      else gave = true
    },
    now,
    gave: () => gave,
    state: {
      save: now,
      load(saved) {
        clock = saved
        said = 0
      },
    },
  }
}

/** The latest time in a message; 0 for none. An answer to a request tells of what was, and moves no clock. */
const saidBy = ({ source }: Frame, events: readonly FeedEvent[]): Instant =>
  source.endsWith('-rest')
    ? 0
    : events.reduce((latest, { exchangeTime = 0 }) => Math.max(latest, exchangeTime), 0)
