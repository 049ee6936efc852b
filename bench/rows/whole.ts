import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { lastValueFrom, type OperatorFunction, Subject } from 'rxjs'
import type { Decode } from '../../pipelines/ordered-events.ts'
import { program } from '../../pipelines/program.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { classicFrame } from '../../src/sources/signalr/classic/classic-frame.ts'
import { parseFrame } from '../../src/sources/signalr/classic/parse-frame.ts'
import { decodeSsi } from '../../src/sources/ssi/decode.ts'
import { eventsOf } from '../../src/sources/ssi/events-of.ts'
import { parseMessage } from '../../src/sources/ssi/parse-message.ts'
import { openStore } from '../../src/store/store.ts'
import { framesByHand } from '../by-hand/frames-by-hand.ts'
import { withoutLineage } from '../by-hand/without-lineage.ts'
import { cut } from '../cut.ts'
import { equal } from '../equal.ts'
import { type Figure, median, quartiles } from '../figure.ts'
import { madeFrames } from '../made-frames.ts'
import type { Run } from '../run.ts'
import { inFolder } from '../store/temporary.ts'
import { grouped } from '../whole/grouped.ts'
import { outlets } from '../whole/outlets.ts'
import { HUB, hubFrame } from './wire-texts.ts'

const SUBSCRIBERS = 20
const THROTTLE = 100
/** Frames between two turns of the loop, in which sockets and the database's thread have theirs. */
const TURN = 1_000

/** A frame of SignalR, as it comes from a socket, and when it came. */
interface Arrived {
  readonly bytes: Buffer
  readonly receivedTime: number
}

/** A way from the bytes of a frame to outputs. */
interface Way {
  readonly read: (bytes: Buffer) => string
  readonly toOutputs: OperatorFunction<Frame, Output>
}

const textIn = (frame: ReturnType<typeof classicFrame>): string => String(frame?.invocations[0]?.args[0])
const parsed: Decode = (frame) => eventsOf(parseMessage(frame.text), frame)

const ways = {
  vnflow: (): Way => ({
    read: (bytes) => textIn(classicFrame(bytes, HUB, false)),
    toOutputs: program(decodeSsi),
  }),
  byHand: (): Way => ({
    read: (bytes) => textIn(classicFrame(bytes, HUB, false)),
    toOutputs: framesByHand(decodeSsi),
  }),
  plain: (): Way => ({
    read: (bytes) => textIn(parseFrame(bytes.toString(), HUB)),
    toOutputs: grouped(parsed),
  }),
}

/** Frames in memory → decode → pipelines → the database's thread → 20 subscribers, beside the same with `JSON.parse` and `groupBy`. */
export async function whole({ sized }: Run): Promise<readonly Figure[]> {
  const frames = arrivals(sized(300_000, 8_000, 3_000))
  compare(frames.slice(0, sized(60_000, 3_000, 3_000)))
  const taken = { vnflow: [] as Taken[], byHand: [] as Taken[], plain: [] as Taken[] }
  for (let round = 0; round <= sized(5, 1, 1); round += 1)
    for (const name of ['vnflow', 'byHand', 'plain'] as const) {
      const one = await run(frames, ways[name]())
      // The first compiles.
      if (round > 0) taken[name].push(one)
    }
  return [figureOf(taken, frames.length)]
}

function figureOf(
  { vnflow, byHand, plain }: Record<keyof typeof ways, readonly Taken[]>,
  count: number,
): Figure {
  const rates = (all: readonly Taken[]) => all.map(({ seconds }) => count / seconds)
  const cpu = (name: string, all: readonly Taken[]) => ({
    name: `CPU of all threads a frame${name}`,
    value: (median(all.map((one) => one.cpu)) / count) * 1e6,
    unit: 'µs',
  })
  const each = (key: keyof Taken) => median(vnflow.map((one) => one[key]))
  return {
    name: `whole path in one process, ${SUBSCRIBERS} subscribers`,
    value: median(rates(vnflow)),
    unit: 'frames/s',
    spread: quartiles(rates(vnflow)),
    baseline: { name: 'the same with `JSON.parse` and `groupBy`', value: median(rates(plain)) },
    reach: { least: 350_000, ratio: { least: 4 } },
    beside: [
      {
        name: 'with one loop by hand in place of the pipelines',
        value: median(rates(byHand)),
        unit: 'frames/s',
      },
      cpu('', vnflow),
      cpu(' with that loop', byHand),
      cpu(' of the baseline', plain),
      { name: 'rows written', value: each('rows'), unit: '' },
      { name: 'messages to subscribers', value: each('messages'), unit: '' },
    ],
  }
}

const arrivals = (count: number): readonly Arrived[] =>
  [...madeFrames({ symbols: 1_600, count, date: '2026-11-20' })].map(({ receivedTime, text }, i) => ({
    bytes: Buffer.from(hubFrame(text, i)),
    receivedTime,
  }))

const frameOf = ({ bytes, receivedTime }: Arrived, seq: number, read: Way['read']): Frame => ({
  seq,
  receivedTime,
  source: 'ssi',
  text: read(bytes),
})

/**
 * Both RxJS ways tell the same trades, gaps, quotes and totals in the same order, and the same bars; the loop by hand tells all that the
 * pipelines do, in their order.
 */
function compare(arrived: readonly Arrived[]): void {
  const told = [ways.vnflow(), ways.plain()].map((way) => outputsOf(arrived, way))
  for (const kind of ['trade', 'gap', 'quote', 'session', 'index', 'basis'] as const) {
    const [ours = [], theirs = []] = told.map((outputs) => outputs.filter((output) => output.kind === kind))
    equal(ours, theirs, `Outputs of the kind ${kind}`)
  }
  const [ours = [], theirs = []] = told.map((outputs) => outputs.flatMap(barIn).toSorted())
  equal(ours, theirs, 'Bars')
  const [piped = [], byHand = []] = [ways.vnflow(), ways.byHand()].map((way) =>
    outputsOf(arrived, { ...way, toOutputs: cut(way.toOutputs) })
      .filter(isOfLoop)
      .map(withoutLineage),
  )
  equal(piped, byHand, 'Outputs of the pipelines and of the loop by hand')
}

function outputsOf(arrived: readonly Arrived[], { read, toOutputs }: Way): readonly Output[] {
  const frames$ = new Subject<Frame>()
  const outputs: Output[] = []
  frames$.pipe(toOutputs).subscribe({
    next: (output) => outputs.push(output),
    error(reason: unknown) {
      throw reason
    },
  })
  arrived.forEach((each, i) => {
    frames$.next(frameOf(each, i + 1, read))
  })
  frames$.complete()
  return outputs
}

/** The loop lets minutes of the feed pass by. */
const isOfLoop = ({ kind }: Output): boolean => kind !== 'minuteBar'

/** A bar without what ended it. */
function barIn(output: Output): readonly string[] {
  if (output.kind !== 'bar') return []
  const { symbol, start, open, high, low, close, volume } = output
  return [JSON.stringify([symbol, start, open, high, low, close, volume])]
}

interface Taken {
  readonly seconds: number
  readonly cpu: number
  readonly rows: number
  readonly messages: number
}

/** From the first frame until every row is committed. */
const run = (arrived: readonly Arrived[], { read, toOutputs }: Way): Promise<Taken> =>
  inFolder(async (folder) => {
    const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
    const frames$ = new Subject<Frame>()
    const { done$, sent } = outlets(frames$.pipe(cut(toOutputs)), {
      store,
      subscribers: SUBSCRIBERS,
      throttle: THROTTLE,
    })
    const done = lastValueFrom(done$, { defaultValue: 0 })
    globalThis.gc?.()
    const cpu = process.cpuUsage()
    const from = performance.now()
    for (let i = 0; i < arrived.length; i += 1) {
      const each = arrived[i]
      if (each) frames$.next(frameOf(each, i + 1, read))
      if (i % TURN === TURN - 1) await turn()
    }
    frames$.complete()
    await done
    const seconds = (performance.now() - from) / 1_000
    const { user, system } = process.cpuUsage(cpu)
    const rows = await store.query(
      'select (select count(*) from trades) + (select count(*) from quotes) as rows',
    )
    await store.close()
    return {
      seconds,
      cpu: (user + system) / 1e6,
      rows: Number(Object.values(rows[0] ?? {})[0]),
      messages: sent.messages,
    }
  })
