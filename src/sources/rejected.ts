import type { FeedEvent, Rejected } from '../domain/event.ts'
import type { Frame } from '../domain/frame.ts'
import { Unreadable } from './unreadable.ts'

/** Most characters of a frame that its rejection repeats. */
const RAW_LIMIT = 2_000

/** The event that a frame, or a part of one, becomes when it is not what it should be. The log holds the whole text. */
export const rejected = (frame: Frame, reason: string): Rejected => ({
  kind: 'rejected',
  seq: frame.seq,
  exchangeTime: undefined,
  receivedTime: frame.receivedTime,
  reason,
  raw: frame.text.length > RAW_LIMIT ? `${frame.text.slice(0, RAW_LIMIT)}…` : frame.text,
})

/** What `read` makes of a frame; one `rejected` event when it meets something unreadable. */
export function orRejected<E extends FeedEvent>(
  frame: Frame,
  read: (frame: Frame) => readonly E[],
): readonly (E | Rejected)[] {
  try {
    return read(frame)
  } catch (error) {
    if (error instanceof Unreadable) return [rejected(frame, error.message)]
    throw error
  }
}
