/**
 * All pipelines on decoded events, beside one loop written by hand that does the same work.
 *
 *     npm run bench -- pipelines
 */
import { deepStrictEqual } from 'node:assert'
import { Subject } from 'rxjs'
import { program } from '../pipelines/program.ts'
import type { FeedEvent } from '../src/domain/event.ts'
import type { Frame } from '../src/domain/frame.ts'
import type { Level } from '../src/domain/market.ts'
import type { Output } from '../src/domain/outputs.ts'
import { decodeSsi } from '../src/sources/ssi/decode.ts'
import { simulatedFrames } from '../test/simulated-frames.ts'
import { byHand } from './by-hand/by-hand.ts'
import { measured, table } from './measured.ts'

const DAY = 86_400_000

const morning = simulatedFrames({
  seed: 1,
  date: '2026-11-20',
  from: '09:13',
  until: '09:18',
  symbols: 400,
}).flatMap((frame) => decodeSsi(frame))
const perDay = morning.length

/** The events of a busy morning, the same each day. */
function eventAt(i: number): FeedEvent {
  const event = morning[i % perDay]
  if (event?.exchangeTime === undefined) throw new Error('The morning has a rejected message.')
  const later = Math.floor(i / perDay) * DAY
  const stamp = { seq: i, exchangeTime: event.exchangeTime + later, receivedTime: event.exchangeTime + later }
  if (event.kind !== 'quote') return { ...event, ...stamp }
  return { ...event, ...stamp, bids: copied(event.bids), asks: copied(event.asks) }
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

/** Both ways give the same outputs, in the same order, on two days. */
function compare(): ReadonlyMap<string, number> {
  const outputs: [Output[], Output[]] = [[], []]
  const ways = [byHand, byProgram].map((way, i) => way((output) => outputs[i]?.push(output)))
  const counts = new Map<string, number>()
  for (let i = 0; i < 2 * perDay; i += 1) {
    for (const take of ways) take(eventAt(i))
    deepStrictEqual(outputs[1], outputs[0])
    for (const { kind } of outputs[0]) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    outputs[0].length = outputs[1].length = 0
  }
  return counts
}

/** Counts the outputs of a way, and adds up a little of each, so that none is left unmade. */
function counted(way: Way): (item: number) => number {
  let sum = 0
  const take = way((output) => {
    sum = (sum + output.seq + output.kind.length) | 0
  })
  return (item) => {
    take(ready[item - first] ?? eventAt(item))
    return sum
  }
}

/** Events of the slice that comes next, as fresh as from a decoder. */
let ready: readonly FeedEvent[] = []
let first = 0
const prepare = (from: number, count: number): void => {
  first = from
  ready = Array.from({ length: count }, (_, i) => eventAt(from + i))
}

const counts = compare()
console.log(
  `${2 * perDay} events give the same outputs in both ways: ` +
    [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') +
    '.\n',
)
console.log(
  table(
    'All pipelines on decoded events, one event',
    measured(
      { 'one loop, by hand': counted(byHand), 'the program': counted(byProgram) },
      Number.MAX_SAFE_INTEGER,
      { slice: 2_000, prepare },
    ),
  ),
)
