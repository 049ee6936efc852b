import type { Instant } from './time.ts'

/** One message as a source received it, before the log gave it a number. */
export interface RawFrame {
  /** When it arrived here. */
  readonly receivedTime: Instant
  /** Who sent it, and so which decoder reads it: `ssi`, `ssi-rest`, `link`, `clock`, … */
  readonly source: string
  /** The message, as text. For `ssi`: the argument of a Broadcast, `{"DataType":…,"Content":…}`. */
  readonly text: string
}

/** A message in the log. The log is ordered by `seq`, and by nothing else. */
export interface Frame extends RawFrame {
  /** Its place in the log: 1, 2, 3, … without a hole. */
  readonly seq: number
}
