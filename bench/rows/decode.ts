import type { FeedEvent } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { classicFrame } from '../../src/sources/signalr/classic/classic-frame.ts'
import { parseFrame } from '../../src/sources/signalr/classic/parse-frame.ts'
import { decodeSsi } from '../../src/sources/ssi/decode.ts'
import { eventsOf } from '../../src/sources/ssi/events-of.ts'
import { parseMessage } from '../../src/sources/ssi/parse-message.ts'
import { decodeSsi3 } from '../../src/sources/ssi3/decode.ts'
import { eventsOf as eventsOf3 } from '../../src/sources/ssi3/events-of.ts'
import { parseMessage as parseMessage3 } from '../../src/sources/ssi3/parse-message.ts'
import { equal } from '../equal.ts'
import type { Figure } from '../figure.ts'
import { measured, perSecond } from '../measured.ts'
import type { Run } from '../run.ts'
import { HUB, hubFrame, wireTexts } from './wire-texts.ts'

/** Frames, and those of a slice. */
const COUNT = 20_000
const SLICE = 4_000

/** From the bytes of a WebSocket frame to events: by scanning, and by `JSON.parse` with the same normalisation. */
export async function decode({ sized }: Run): Promise<readonly Figure[]> {
  const { v2, v3 } = wireTexts(COUNT, sized(18, 2, 1))
  const frames = v2.map((text, i) => Buffer.from(hubFrame(text, i)))
  const frames3 = v3.map((text) => Buffer.from(text))
  return [
    await compared(`decode v2 frames, ${bytes(frames)} bytes each`, {
      frames,
      sized,
      scanned: (bytes, i) => decodeSsi(frameOf(classicFrame(bytes, HUB, false)?.invocations[0]?.args[0], i)),
      parsed(bytes, i) {
        const frame = frameOf(parseFrame(bytes.toString(), HUB)?.invocations[0]?.args[0], i)
        return eventsOf(parseMessage(frame.text), frame)
      },
      parsedOnly,
      baseline: 'three nested `JSON.parse`, same normalisation',
      least: 6,
    }),
    await compared(`decode v3 frames, ${bytes(frames3)} bytes each`, {
      frames: frames3,
      sized,
      scanned: (bytes, i) => decodeSsi3(frameOf(bytes.toString(), i)),
      parsed(bytes, i) {
        const frame = frameOf(bytes.toString(), i)
        return eventsOf3(parseMessage3(frame.text), frame)
      },
      parsedOnly: (bytes) => JSON.parse(bytes.toString()) as unknown,
      baseline: 'one `JSON.parse`, same normalisation',
      least: 1.5,
    }),
  ]
}

const bytes = (all: readonly Buffer[]) =>
  (all.reduce((sum, { length }) => sum + length, 0) / COUNT).toFixed(0)

const frameOf = (text: unknown, seq: number): Frame => ({
  seq,
  receivedTime: 1_795_154_708_000,
  source: 'ssi',
  text: text as string,
})

/** What it takes at the least to have the values: nothing is made of them. */
function parsedOnly(bytes: Buffer): unknown {
  const frame = JSON.parse(bytes.toString()) as { M: [{ A: [string] }] }
  const message = JSON.parse(frame.M[0].A[0]) as { Content: string }
  return JSON.parse(message.Content)
}

/** Two ways from the bytes of a frame to its events, and the mere parsing. */
interface Compared extends Run {
  readonly frames: readonly Buffer[]
  readonly scanned: (bytes: Buffer, i: number) => readonly FeedEvent[]
  readonly parsed: (bytes: Buffer, i: number) => readonly FeedEvent[]
  readonly parsedOnly: (bytes: Buffer) => unknown
  readonly baseline: string
  readonly least: number
}

async function compared(name: string, parts: Compared): Promise<Figure> {
  const { frames, sized, scanned, parsed, baseline, least } = parts
  frames.slice(0, sized(COUNT, 2_000, 100)).forEach((frame, i) => {
    equal(scanned(frame, i), parsed(frame, i), `Events of frame ${i}`)
  })
  const slices = <T>(read: (bytes: Buffer, i: number) => T) => {
    return (round: number): T | undefined => {
      let last: T | undefined
      const from = (round * SLICE) % COUNT
      frames.slice(from, from + SLICE).forEach((frame, i) => {
        last = read(frame, from + i)
      })
      return last
    }
  }
  const taken = await measured(
    { scanned: slices(scanned), parsed: slices(parsed), alone: slices(parts.parsedOnly) },
    { items: SLICE, rounds: sized(41, 5, 1), warmUp: sized(10, 2, 0) },
  )
  return {
    name,
    value: 1e9 / taken.scanned.cpu.median,
    unit: 'frames/s of CPU',
    spread: perSecond(taken.scanned.cpu),
    baseline: { name: baseline, value: 1e9 / taken.parsed.cpu.median },
    reach: { ratio: { least } },
    beside: [
      { name: 'ns of CPU a frame', value: taken.scanned.cpu.median, unit: 'ns' },
      { name: 'ns of CPU of `JSON.parse` alone', value: taken.alone.cpu.median, unit: 'ns' },
    ],
  }
}
