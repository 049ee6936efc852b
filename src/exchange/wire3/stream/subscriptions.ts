import type { Channel, Interval, Topic, TopicType } from './topic.ts'

/** What a frame is about. */
export interface Subject {
  readonly type: TopicType
  readonly interval: Interval
  /** The code it is of, and after it every group that has it: board, indices. */
  readonly keys: readonly string[]
}

/** The topics of one socket. They add up. */
export interface Subscriptions {
  add(topic: Topic): void
  remove(topic: Topic): void
  /** Whether some topic has a subject. */
  has(subject: Subject): boolean
  /** The topics of a channel, in the order in which they came. */
  list(channel: Channel): readonly string[]
}

/** Looked at with each message: a code in a set is found at once, however many topics there are. */
interface Lookup {
  readonly codes: Map<string, number>
  readonly rest: Set<Topic>
}

const kindOf = ({ type, interval }: Pick<Topic, 'type' | 'interval'>): string => `${type}@${interval}`

/** No topics. */
export function subscriptions(): Subscriptions {
  const topics = new Map<string, Topic>()
  const lookups = new Map<string, Lookup>()
  const lookupOf = (topic: Topic): Lookup => {
    const lookup = lookups.get(kindOf(topic)) ?? { codes: new Map(), rest: new Set() }
    lookups.set(kindOf(topic), lookup)
    return lookup
  }
  return {
    add(topic) {
      if (topics.has(topic.text)) return
      topics.set(topic.text, topic)
      const { codes, rest } = lookupOf(topic)
      for (const code of codesOf(topic)) codes.set(code, (codes.get(code) ?? 0) + 1)
      if (hasMore(topic)) rest.add(topic)
    },
    remove({ text }) {
      const topic = topics.get(text)
      if (!topic) return
      topics.delete(text)
      const { codes, rest } = lookupOf(topic)
      for (const code of codesOf(topic)) drop(codes, code)
      rest.delete(topic)
    },
    has(subject) {
      const lookup = lookups.get(kindOf(subject))
      return lookup !== undefined && isIn(lookup, subject.keys)
    },
    list: (channel) =>
      [...topics.values()].filter((topic) => topic.channel === channel).map(({ text }) => text),
  }
}

const codesOf = ({ items }: Topic): readonly string[] =>
  items === '*' ? [] : items.filter((item) => typeof item === 'string')

const hasMore = ({ items }: Topic): boolean => items === '*' || items.some((item) => typeof item !== 'string')

function drop(codes: Map<string, number>, code: string): void {
  const left = (codes.get(code) ?? 0) - 1
  if (left > 0) codes.set(code, left)
  else codes.delete(code)
}

function isIn({ codes, rest }: Lookup, keys: readonly string[]): boolean {
  if (codes.size > 0 && keys.some((key) => codes.has(key))) return true
  for (const topic of rest) if (matches(topic, keys[0] ?? '')) return true
  return false
}

/** Whether a code is in a topic that names no single code: everything, or a range. */
function matches({ items }: Topic, code: string): boolean {
  if (items === '*') return true
  return items.some((item) => typeof item !== 'string' && item.from <= code && code <= item.to)
}
