/**
 * From the bytes of a WebSocket frame to events: by scanning, and by `JSON.parse` with the same normalisation.
 *
 *     node --import tsx bench/decode.ts
 */
import { deepStrictEqual } from 'node:assert'
import type { FeedEvent } from '../src/domain/event.ts'
import type { Frame } from '../src/domain/frame.ts'
import { classicFrame } from '../src/sources/signalr/classic/classic-frame.ts'
import { parseFrame } from '../src/sources/signalr/classic/parse-frame.ts'
import { decodeSsi } from '../src/sources/ssi/decode.ts'
import { eventsOf } from '../src/sources/ssi/events-of.ts'
import { parseMessage } from '../src/sources/ssi/parse-message.ts'
import { decodeSsi3 } from '../src/sources/ssi3/decode.ts'
import { eventsOf as eventsOf3 } from '../src/sources/ssi3/events-of.ts'
import { parseMessage as parseMessage3 } from '../src/sources/ssi3/parse-message.ts'
import { measured, table } from './measured.ts'
import { wireTexts } from './wire-texts.ts'

const COUNT = 20_000
const HUB = 'FcMarketDataV2Hub'
const { v2, v3 } = wireTexts(COUNT)

const hubFrame = (text: string, i: number): Buffer =>
  Buffer.from(
    JSON.stringify({ C: `d-9A1B2C3D-B,${i}|C,0|D,1|E,0`, M: [{ H: HUB, M: 'Broadcast', A: [text] }] }),
  )
const frames = v2.map(hubFrame)
const frames3 = v3.map((text) => Buffer.from(text))

const frameOf = (text: unknown, seq: number): Frame => ({
  seq,
  receivedTime: 1_795_154_708_000,
  source: 'ssi',
  text: text as string,
})
const at = (all: readonly Buffer[], i: number): string => (all[i] ?? Buffer.alloc(0)).toString()

const scanned = (i: number): readonly FeedEvent[] =>
  decodeSsi(frameOf(classicFrame(at(frames, i), HUB)?.invocations[0]?.args[0], i))

function parsed(i: number): readonly FeedEvent[] {
  const frame = frameOf(parseFrame(at(frames, i), HUB)?.invocations[0]?.args[0], i)
  return eventsOf(parseMessage(frame.text), frame)
}

/** What it takes at the least to have the values: nothing is made of them. */
function parsedOnly(i: number): number {
  const frame = JSON.parse(at(frames, i)) as { M: [{ A: [string] }] }
  const message = JSON.parse(frame.M[0].A[0]) as { Content: string }
  return Object.keys(JSON.parse(message.Content) as object).length
}

const scanned3 = (i: number): readonly FeedEvent[] => decodeSsi3(frameOf(at(frames3, i), i))

function parsed3(i: number): readonly FeedEvent[] {
  const frame = frameOf(at(frames3, i), i)
  return eventsOf3(parseMessage3(frame.text), frame)
}

for (let i = 0; i < COUNT; i += 1) {
  deepStrictEqual(scanned(i), parsed(i))
  deepStrictEqual(scanned3(i), parsed3(i))
}
const bytes = (all: readonly Buffer[]) =>
  (all.reduce((sum, { length }) => sum + length, 0) / COUNT).toFixed(0)

console.log(`${COUNT} frames of each version decode to the same events in both ways.\n`)
console.log(
  table(
    `FastConnect v2: SignalR frame to events, ${bytes(frames)} bytes on average`,
    measured(
      {
        'three JSON.parse, same normalisation': (i) => parsed(i).length,
        scanned: (i) => scanned(i).length,
        'three JSON.parse alone': parsedOnly,
      },
      COUNT,
    ),
  ),
)
console.log(
  table(
    `FastConnect v3: frame to events, ${bytes(frames3)} bytes on average`,
    measured(
      {
        'one JSON.parse, same normalisation': (i) => parsed3(i).length,
        scanned: (i) => scanned3(i).length,
        'one JSON.parse alone': (i) => Object.keys(JSON.parse(at(frames3, i)) as object).length,
      },
      COUNT,
    ),
  ),
)
