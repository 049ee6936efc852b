import type { Subject } from './subscriptions.ts'
import type { Channel } from './topic.ts'

/** One event on the stream. */
export interface Told extends Subject {
  /** The frame, made when first asked for, and once for all who want it. */
  readonly frame: () => string
}

/**
 * An event about the first of the subject's keys.
 *
 * @param data - what is told, as JSON
 */
export function told(subject: Subject, data: () => string, channel: Channel = 'DATA'): Told {
  const { type, interval, keys } = subject
  const topic = `${type}.${keys[0] ?? ''}${interval && `@${interval}`}`
  let frame: string | undefined
  return {
    ...subject,
    frame: () => (frame ??= `{"channel":"${channel}","topic":"${topic}","data":${data()}}`),
  }
}
