import { createRequire } from 'node:module'
import type { combine } from 'tardis-dev'
import type { Frame } from '../../src/domain/frame.ts'
import { instantOf } from '../../src/domain/time.ts'
import { random } from '../../src/exchange/random.ts'
import { merged } from '../../src/sources/replay/merged.ts'
import type { RecordingChunk } from '../../src/sources/replay/recording-chunk.ts'
import { equal } from '../equal.ts'
import type { Figure } from '../figure.ts'
import { measured, perSecond } from '../measured.ts'
import type { Run } from '../run.ts'

const tardis = createRequire(import.meta.url)('tardis-dev') as { readonly combine: typeof combine }

const STREAMS = 4
/** Frames of a stream, and those of a chunk, as a journal is read. */
const COUNT = 25_000
const CHUNK = 1_000
const OPEN = instantOf('2026-11-20', 9.25 * 3_600_000)
/** Longest time between two frames of one stream, ms. */
const STEP = 12

/** A message as theirs are: what it is merged by is a `Date`. */
interface Message {
  readonly localTimestamp: Date
  readonly frame: Frame
}

/** Four recordings into one by the time of arrival, beside the same merge of `tardis-dev`, which gives the same order. */
export async function merge({ sized }: Run): Promise<readonly Figure[]> {
  const streams = Array.from({ length: STREAMS }, (_, i) => madeStream(i))
  const messages = streams.map((frames) =>
    frames.map((frame) => ({ localTimestamp: new Date(frame.receivedTime), frame })),
  )
  const own: string[] = []
  await ours(streams, ({ text }) => own.push(text))
  const other: string[] = []
  await theirs(messages, ({ frame }) => other.push(frame.text))
  equal(own, other, 'Orders')

  let sum = 0
  const { vnflow, combine } = await measured(
    {
      vnflow: () => ours(streams, ({ receivedTime }) => (sum = (sum + receivedTime) | 0)),
      combine: () => theirs(messages, ({ frame }) => (sum = (sum + frame.receivedTime) | 0)),
    },
    { items: STREAMS * COUNT, rounds: sized(15, 3, 1), warmUp: sized(4, 1, 0) },
  )
  return [
    {
      name: `merge of ${STREAMS} streams in order`,
      value: 1e9 / vnflow.cpu.median,
      unit: 'frames/s of CPU',
      spread: perSecond(vnflow.cpu),
      baseline: { name: '`tardis-dev` `combine`, the same order', value: 1e9 / combine.cpu.median },
      reach: { ratio: { least: 5 } },
      beside: [{ name: 'frames compared', value: own.length, unit: '' }],
    },
  ]
}

/** Times that no other stream has: which of two at the same time comes first is another matter in each of both. */
function madeStream(place: number): readonly Frame[] {
  const chance = random(place + 1, 'merge')
  let time = OPEN
  return Array.from({ length: COUNT }, (_, i) => {
    time += STREAMS * (1 + chance.below(STEP))
    return { seq: i + 1, receivedTime: time + place, source: 'ssi', text: `${place}:${i}` }
  })
}

async function ours(streams: readonly (readonly Frame[])[], take: (frame: Frame) => void): Promise<number> {
  for await (const { frames } of merged(streams.map(chunks))) for (const frame of frames) take(frame)
  return streams.length
}

// eslint-disable-next-line @typescript-eslint/require-await -- it is the form in which recordings are read
async function* chunks(frames: readonly Frame[]): AsyncGenerator<RecordingChunk> {
  for (let at = 0; at < frames.length; at += CHUNK)
    yield { frames: frames.slice(at, at + CHUNK), bytesRead: undefined }
}

async function theirs(
  streams: readonly (readonly Message[])[],
  take: (message: Message) => void,
): Promise<number> {
  for await (const message of tardis.combine(...streams.map(single))) take(message)
  return streams.length
}

// eslint-disable-next-line @typescript-eslint/require-await -- it is the form in which their messages come
async function* single(messages: readonly Message[]): AsyncGenerator<Message> {
  yield* messages
}
