import type { FeedEvent } from '../../src/domain/event.ts'
import { decodeSsi } from '../../src/sources/ssi/decode.ts'
import { simulatedFrames } from '../../test/simulated-frames.ts'
import { byHand } from '../by-hand/by-hand.ts'
import { withoutLineage } from '../by-hand/without-lineage.ts'
import { byProgram, type EventWay } from '../by-program.ts'
import { equal } from '../equal.ts'
import type { Figure } from '../figure.ts'
import { measured } from '../measured.ts'
import { repeatedDays } from '../repeated-days.ts'
import type { Run } from '../run.ts'

/** Events of a slice. */
const SLICE = 10_000

/** All pipelines on decoded events, beside one loop written by hand that does the same work. */
export async function pipelines({ sized }: Run): Promise<readonly Figure[]> {
  const stretch = { seed: 1, date: '2026-11-20', from: '09:13', until: '09:18', symbols: 400 } as const
  const eventAt = repeatedDays(simulatedFrames(stretch).flatMap((frame) => decodeSsi(frame)))
  const told = compare(eventAt, sized(120_000, 5_000, 2_000))
  let ready: readonly FeedEvent[] = []
  const { hand, program } = await measured(
    { hand: counted(byHand, () => ready), program: counted(byProgram, () => ready) },
    {
      items: SLICE,
      rounds: sized(61, 15, 1),
      // Of a program with so many operators more is compiled, and later, than of one loop.
      warmUp: sized(30, 15, 0),
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

/** Both ways give the same outputs, in the same order. Gives how many. */
function compare(eventAt: (i: number) => FeedEvent, count: number): number {
  const outputs: [object[], object[]] = [[], []]
  const ways = [byHand, byProgram].map((way, i) => way((output) => outputs[i]?.push(withoutLineage(output))))
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
function counted(way: EventWay, ready: () => readonly FeedEvent[]): () => number {
  let sum = 0
  const take = way((output) => {
    sum = (sum + output.seq + output.kind.length) | 0
  })
  return () => {
    for (const event of ready()) take(event)
    return sum
  }
}
