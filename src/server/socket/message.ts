import { ICT_OFFSET, type Instant } from '../../domain/time.ts'
import { arrowOf } from './arrow.ts'
import { type Encoded, frameOf } from './frame.ts'

/** How a client is told: as the paths of one channel do it, the data alone; or in frames of JSON, or of Arrow. */
export type Form = 'plain' | 'json' | 'arrow'

/** One frame of a channel; encoded at most once in each form, however many receive it. */
export interface Message {
  readonly seq: number
  /** It takes the place of all before: without it what follows cannot be understood. */
  readonly isWhole: boolean
  readonly encoded: (form: Form) => Encoded
}

/** What a frame says. */
export interface MessageParts {
  readonly type: 'snapshot' | 'delta' | 'event'
  readonly channel: string
  readonly seq: number
  readonly time: Instant
  /** The data as JSON. */
  readonly data: string
  /** How the feed stands, as JSON. */
  readonly feed?: string
  /** Which stretch of time a replay is in; none where the source is no replay. */
  readonly timeline?: number | undefined
}

/** ISO 8601 with milliseconds and Vietnam's offset. */
export const stampOf = (time: Instant): string =>
  `${new Date(time + ICT_OFFSET).toISOString().slice(0, -1)}+07:00`

/** A frame that is no message of a channel's: a status, a loss or an error. */
export const control = (frame: object): Encoded => frameOf(JSON.stringify(frame))

const encoders: Readonly<Record<Form, (parts: MessageParts) => Encoded>> = {
  plain: ({ data }) => frameOf(data),
  json: ({ type, channel, seq, time, feed, timeline, data }) =>
    frameOf(
      `{"type":"${type}","channel":${JSON.stringify(channel)},"seq":${seq},"time":"${stampOf(time)}",` +
        (feed === undefined ? '' : `"feed":${feed},`) +
        `${timeline === undefined ? '' : `"timeline":${timeline},`}"data":${data}}`,
    ),
  arrow: ({ type, channel, seq, time, feed, timeline, data }) =>
    frameOf(
      arrowOf(JSON.parse(data), {
        type,
        channel,
        seq: String(seq),
        time: stampOf(time),
        ...(feed !== undefined && { feed }),
        ...(timeline !== undefined && { timeline: String(timeline) }),
      }),
    ),
}

/** Makes a frame of a channel. */
export function makeMessage(parts: MessageParts): Message {
  const made: Partial<Record<Form, Encoded>> = {}
  return {
    seq: parts.seq,
    isWhole: parts.type === 'snapshot',
    encoded: (form) => (made[form] ??= encoders[form](parts)),
  }
}
