import type { SocketFrame } from '../src/domain/socket.ts'
import type { RejectedFrame } from './read-frame.ts'

/** A frame of one channel. */
export type ChannelFrame = Exclude<SocketFrame, { readonly type: 'status' | 'error' }>

/** What the frames of a channel say. */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T }
  /** The server left so many frames out, because this reader was too slow. */
  | { readonly kind: 'loss'; readonly missing: number }
  /** The server plays a recording and has gone elsewhere: what was told is of another place, and what is there follows. */
  | { readonly kind: 'moved' }
  /** Frames are missing and nobody said so: the channel must be asked for anew. */
  | { readonly kind: 'hole' }
  | RejectedFrame

/** Folds the frames of a channel into its values. */
export interface Reader<T> {
  /** The `seq` to resume from; undefined where the channel must be had as it is now. */
  readonly seq: () => number | undefined
  readonly read: (frame: ChannelFrame) => readonly Reading<T>[]
  /** Its values came from elsewhere meanwhile: what was read before must not be built upon. */
  readonly forget: () => void
}

/** Tells the values of a channel from others. */
export type IsValue<T> = (json: unknown) => json is T

const misfit = (frame: ChannelFrame): RejectedFrame => ({
  kind: 'rejected',
  reason: 'not what this channel carries',
  raw: JSON.stringify(frame),
})

/** Whether a snapshot is of another place than the one before, as a replay goes elsewhere. Of the first one there is none before. */
function places(): (frame: ChannelFrame) => readonly { readonly kind: 'moved' }[] {
  let last: { readonly timeline: number | undefined } | undefined
  return (frame) => {
    if (frame.type !== 'snapshot') return []
    const before = last
    last = { timeline: frame.timeline }
    return before !== undefined && before.timeline !== frame.timeline ? [{ kind: 'moved' }] : []
  }
}

/**
 * Reads a channel of a state: each value is the whole state, the snapshot with all deltas since. Of a state that is not
 * there yet (`null`) nothing is told.
 *
 * @param merge - a state with what a delta says has changed
 */
export function stateReader<T>(isValue: IsValue<T>, merge: (state: T, delta: unknown) => unknown): Reader<T> {
  let seq: number | undefined
  let state: T | undefined
  const moves = places()
  const take = (frame: ChannelFrame, next: unknown): readonly Reading<T>[] => {
    seq = frame.seq
    if (next === null) {
      state = undefined
      return []
    }
    if (!isValue(next)) return [misfit(frame)]
    state = next
    return [{ kind: 'value', value: next }]
  }
  const forget = () => {
    seq = undefined
    state = undefined
  }
  return {
    seq: () => seq,
    forget,
    read(frame) {
      if (frame.type === 'snapshot') return [...moves(frame), ...take(frame, frame.data)]
      if (seq === undefined) return []
      if (frame.type === 'loss') {
        seq = frame.seq
        return [{ kind: 'loss', missing: frame.data.missing }]
      }
      if (frame.seq <= seq) return []
      if (frame.seq === seq + 1 && state !== undefined) return take(frame, merge(state, frame.data))
      forget()
      return [{ kind: 'hole' }]
    },
  }
}

/** How many of the newest events are known again when a snapshot repeats them. */
const REMEMBERED = 1_000

/** What was told, by its JSON; the newest of it. */
function memory(): { readonly isNew: (event: unknown) => boolean; readonly forget: () => void } {
  const told = new Set<string>()
  return {
    isNew(event) {
      const key = JSON.stringify(event)
      if (told.has(key)) return false
      told.add(key)
      if (told.size > REMEMBERED) for (const oldest of told) return told.delete(oldest)
      return true
    },
    forget: () => told.clear(),
  }
}

/** Reads a channel of events: each is told once, in order, those of a snapshot too; again where the channel has moved. */
export function eventReader<T>(isValue: IsValue<T>): Reader<T> {
  let seq: number | undefined
  const { isNew, forget } = memory()
  const moves = places()
  const told = (frame: ChannelFrame, event: unknown): Reading<T> =>
    isValue(event) ? { kind: 'value', value: event } : misfit(frame)
  return {
    seq: () => seq,
    forget: () => undefined,
    read(frame) {
      const before = seq
      seq = frame.seq
      if (frame.type === 'loss') return [{ kind: 'loss', missing: frame.data.missing }]
      if (frame.type === 'snapshot') {
        const events: readonly unknown[] = Array.isArray(frame.data) ? frame.data : []
        const moved = moves(frame)
        if (moved.length > 0) forget()
        return [...moved, ...events.filter(isNew).map((event) => told(frame, event))]
      }
      isNew(frame.data)
      const missing = before === undefined ? 0 : frame.seq - before - 1
      const event = told(frame, frame.data)
      return missing > 0 ? [{ kind: 'loss', missing }, event] : [event]
    },
  }
}
