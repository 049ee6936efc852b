import type { Instant } from './time.ts'

/**
 * How far one step of a replay goes: one frame, be it what it may; to the next frame that gives an event of the market, past those that
 * repeat what is known; to the next second of exchange time; to the next minute, with which bars end.
 */
export type ReplayStep = 'frame' | 'event' | 'second' | 'bar'

/** How many times faster than it was received a recording is played; `max` waits for nothing. */
export type ReplaySpeed = number | 'max'

/** What a replay can be told to do. */
export type ReplayCommand =
  | { readonly action: 'play' | 'pause' }
  | { readonly action: 'step'; readonly by: ReplayStep }
  /** To the first frame at which exchange time is `to` or later. */
  | { readonly action: 'seek'; readonly to: Instant }
  | { readonly action: 'speed'; readonly speed: ReplaySpeed }
  | { readonly action: 'loop'; readonly loop: boolean }

/** How a replay stands. */
export interface ReplayStatus {
  readonly state: 'playing' | 'paused' | 'seeking' | 'ended'
  readonly speed: ReplaySpeed
  readonly loop: boolean
  readonly skipsPauses: boolean
  /** The last frame that was played; 0 before the first. */
  readonly seq: number
  /** Exchange time so far; `undefined` before the first message that has one. */
  readonly clock: Instant | undefined
}
