import type { RawFrame } from '../../domain/frame.ts'
import type { Subscriptions } from '../wire3/stream/subscriptions.ts'
import type { Told } from '../wire3/stream/told.ts'
import { topicOf } from '../wire3/stream/topic.ts'
import type { RecordedBoards } from './recorded-boards.ts'

const TOPIC = /^\{"channel":"DATA","topic":"([^"]+)"/

/** The one code that a topic is on. */
function codeIn(topic: ReturnType<typeof topicOf>): string | undefined {
  if (typeof topic !== 'object' || topic.items === '*') return undefined
  const [item] = topic.items
  return typeof item === 'string' ? item : undefined
}

/** Tells the events of a recording of version 3. */
export interface RecordedEvents {
  /** The event of a frame; nothing for a frame of another kind. */
  readonly told: (frame: RawFrame) => readonly Told[]
  /** The last event of each topic that somebody subscribes to. */
  readonly snapshot: (wanted: Pick<Subscriptions, 'has'>) => readonly Told[]
  /** Nothing was told yet. */
  readonly forget: () => void
}

/**
 * Events as they were received, byte for byte. One that does not say what it is about goes to whoever had the one before it; one of a minute is
 * told when it happens, and never again.
 */
export function recordedEvents({ keysOf }: Pick<RecordedBoards, 'keysOf'>): RecordedEvents {
  const last = new Map<string, Told>()
  let before: Omit<Told, 'frame'> = { type: 'trade', interval: '', keys: keysOf('') }
  return {
    told({ source, text }) {
      if (source !== 'ssi3') return []
      const name = TOPIC.exec(text)?.[1] ?? ''
      const topic = topicOf(name)
      const code = codeIn(topic)
      if (typeof topic === 'object' && code !== undefined) {
        before = { type: topic.type, interval: topic.interval, keys: keysOf(code) }
        if (topic.interval === '') last.set(name, { ...before, frame: () => text })
      }
      return [{ ...before, frame: () => text }]
    },
    forget: () => last.clear(),
    snapshot: (wanted) => [...last.values()].filter((event) => wanted.has(event)),
  }
}
