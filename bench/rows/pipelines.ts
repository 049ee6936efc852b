import { Subject } from 'rxjs'
import { program } from '../../pipelines/program.ts'
import type { FeedEvent } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Level } from '../../src/domain/market.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { decodeSsi } from '../../src/sources/ssi/decode.ts'
import { simulatedFrames } from '../../test/simulated-frames.ts'
import { byHand } from '../by-hand/by-hand.ts'
import { equal } from '../equal.ts'
import type { Figure } from '../figure.ts'
import { measured } from '../measured.ts'
import type { Run } from '../run.ts'

const DAY = 86_400_000
/** Events of a slice. */
const SLICE = 10_000

/** All pipelines on decoded events, beside one loop written by hand that does the same work. */
export async function pipelines({ sized }: Run): Promise<readonly Figure[]> {
  const eventAt = morning()
  const told = compare(eventAt, sized(120_000, 20_000, 2_000))
  let ready: readonly FeedEvent[] = []
  const { hand, program } = await measured(
    { hand: counted(byHand, () => ready), program: counted(byProgram, () => ready) },
    {
      items: SLICE,
      rounds: sized(61, 15, 1),
      warmUp: sized(20, 5, 0),
      // As fresh as from a decoder.
      prepare(round) {
        ready = Array.from({ length: SLICE }, (_, i) => eventAt(round * SLICE + i))
      },
    },
  )
  return [
    {
      name: 'all pipelines on decoded events',
      value: program.cpu.median,
      unit: 'ns of CPU an event',
      spread: [program.cpu.low, program.cpu.high],
      baseline: { name: 'one loop by hand, the same outputs', value: hand.cpu.median },
      reach: { ratio: { most: 1.8 } },
      beside: [{ name: 'outputs compared', value: told, unit: '' }],
    },
  ]
}

/** The events of a busy morning, the same each day. */
function morning(): (i: number) => FeedEvent {
  const stretch = { seed: 1, date: '2026-11-20', from: '09:13', until: '09:18', symbols: 400 } as const
  const events = simulatedFrames(stretch).flatMap((frame) => decodeSsi(frame))
  return (i) => {
    const event = events[i % events.length]
    if (event?.exchangeTime === undefined) throw new Error('The morning has a rejected message.')
    const later = Math.floor(i / events.length) * DAY
    const stamp = {
      seq: i,
      exchangeTime: event.exchangeTime + later,
      receivedTime: event.exchangeTime + later,
    }
    if (event.kind !== 'quote') return { ...event, ...stamp }
    return { ...event, ...stamp, bids: copied(event.bids), asks: copied(event.asks) }
  }
}

const copied = (levels: readonly Level[]): Level[] => levels.map((level) => ({ ...level }))

/** A way from events to outputs. */
type Way = (emit: (output: Output) => void) => (event: FeedEvent) => void

const byProgram: Way = (emit) => {
  const frames$ = new Subject<Frame>()
  let events: readonly FeedEvent[] = []
  frames$.pipe(program(() => events)).subscribe({
    next: emit,
    error(reason: unknown) {
      throw reason
    },
  })
  const frame: Frame = { seq: 0, receivedTime: 0, source: 'ssi', text: '' }
  return (event) => {
    events = [event]
    frames$.next(frame)
  }
}

/** Both ways give the same outputs, in the same order. Gives how many. */
function compare(eventAt: (i: number) => FeedEvent, count: number): number {
  const outputs: [Output[], Output[]] = [[], []]
  const ways = [byHand, byProgram].map((way, i) => way((output) => outputs[i]?.push(output)))
  let told = 0
  for (let i = 0; i < count; i += 1) {
    for (const take of ways) take(eventAt(i))
    equal(outputs[1], outputs[0], `Outputs of event ${i}`)
    told += outputs[0].length
    outputs[0].length = outputs[1].length = 0
  }
  return told
}

/** Counts the outputs of a way, and adds up a little of each, so that none is left unmade. */
function counted(way: Way, ready: () => readonly FeedEvent[]): () => number {
  let sum = 0
  const take = way((output) => {
    sum = (sum + output.seq + output.kind.length) | 0
  })
  return () => {
    for (const event of ready()) take(event)
    return sum
  }
}
