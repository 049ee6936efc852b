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
  /** What is polled from now on is of this place of a replay; true where that is another one than before. */
  readonly arrive: (timeline: number | undefined) => boolean
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

/** Whether something is of another place than what was before, as a replay goes elsewhere. Of the first there is none before. */
function places(): (timeline: number | undefined) => boolean {
  let last: { readonly timeline: number | undefined } | undefined
  return (timeline) => {
    const before = last
    last = { timeline }
    return before !== undefined && before.timeline !== timeline
  }
}

const MOVED = [{ kind: 'moved' }] as const

/**
 * Reads a channel of a state: each value is the whole state, the snapshot with all deltas since. Of a state that is not
 * there yet (`null`) nothing is told.
 *
 * @param merge - a state with what a delta says has changed
 */
export function stateReader<T>(isValue: IsValue<T>, merge: (state: T, delta: unknown) => unknown): Reader<T> {
  let seq: number | undefined
  let state: T | undefined
  const arrive = places()
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
    arrive,
    read(frame) {
      if (frame.type === 'snapshot')
        return [...(arrive(frame.timeline) ? MOVED : []), ...take(frame, frame.data)]
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
  const isElsewhere = places()
  const arrive = (timeline: number | undefined) => {
    const moved = isElsewhere(timeline)
    if (moved) forget()
    return moved
  }
  const told = (frame: ChannelFrame, event: unknown): Reading<T> =>
    isValue(event) ? { kind: 'value', value: event } : misfit(frame)
  return {
    seq: () => seq,
    forget: () => undefined,
    arrive,
    read(frame) {
      const before = seq
      seq = frame.seq
      if (frame.type === 'loss') return [{ kind: 'loss', missing: frame.data.missing }]
      if (frame.type === 'snapshot') {
        const events: readonly unknown[] = Array.isArray(frame.data) ? frame.data : []
        const moved = arrive(frame.timeline) ? MOVED : []
        return [...moved, ...events.filter(isNew).map((event) => told(frame, event))]
      }
      isNew(frame.data)
      const missing = before === undefined ? 0 : frame.seq - before - 1
      const event = told(frame, frame.data)
      return missing > 0 ? [{ kind: 'loss', missing }, event] : [event]
    },
  }
}
