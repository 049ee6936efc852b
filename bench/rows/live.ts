import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Seen } from '../fanout/clients.ts'
import { total } from '../fanout/figures.ts'
import type { Standing } from '../fanout/standing.ts'
import { type Asked, asked } from '../fanout/talk.ts'
import type { Figure } from '../figure.ts'
import { CHANGES, WHOLE } from '../live/doors.ts'
import { type Counted, lateness } from '../live/lateness.ts'
import type { Pauses } from '../live/pauses-of.ts'
import type { Run } from '../run.ts'
import { stolenFrom } from '../stolen.ts'

const SUBSCRIBERS = 20
const FAST = 80_000
const PEAK = 7_000

/** Looks at who takes frames, without a new one, until none is awaited any more: 0.1 s each. */
const PATIENCE = 20

const feederFile = new URL('../live/feeder.ts', import.meta.url)
const serverFile = new URL('../live/server.ts', import.meta.url)

/**
 * From a socket through journal, decoding, pipelines, the database's thread and out to 20 sockets, in three processes: who sends, the program,
 * who listens. Beside it the same without pipelines. A frame's time ends when a state that holds it has been written to all sockets. They are
 * told what changed, as the page is; to write and read 20 whole states is more than all the rest, so that with those the peak is measured for
 * itself. All of it shares the cores of one machine, so who listens is in the way of the program, too.
 */
export async function live({ sized }: Run): Promise<readonly Figure[]> {
  const made = sized(400_000, 20_000, 4_000)
  const seconds = { [FAST]: sized(60, 0.5, 0.5), [PEAK]: sized(30, 2, 1) }
  const size = { made, seconds, warm: sized(10, 1, 1) }
  const all = await session('all', size)
  const none = await session('none', size)
  return [fastFigure(all, none, seconds[FAST]), peakFigure(all, none)]
}

/** At each rate, and at the peak with whole states. */
type Taken = Readonly<Record<typeof FAST | typeof PEAK | 'whole', Measurement>>

const fastFigure = ({ [FAST]: ours }: Taken, { [FAST]: none }: Taken, seconds: number): Figure => ({
  name: `whole live path, ${FAST.toLocaleString('en')} frames/s for ${seconds} s, p99`,
  value: ours.p99,
  unit: 'ms',
  baseline: { name: 'the same without pipelines', value: none.p99 },
  reach: { most: 20 },
  beside: [
    { name: 'frames lost', value: ours.lost, unit: '', reach: { most: 0 } },
    { name: 'frames/s', value: ours.rate, unit: '', reach: { least: FAST * 0.99 } },
    { name: 'p50', value: ours.p50, unit: 'ms' },
    ...others(ours),
  ],
})

const peakFigure = ({ [PEAK]: ours, whole }: Taken, { [PEAK]: none }: Taken): Figure => ({
  name: `whole live path, ${PEAK.toLocaleString('en')} frames/s, p99`,
  value: ours.p99,
  unit: 'ms',
  baseline: { name: 'the same without pipelines', value: none.p99 },
  reach: { most: 2 },
  beside: [
    { name: 'p50', value: ours.p50, unit: 'ms', reach: { most: 0.5 } },
    { name: 'p50 without pipelines', value: none.p50, unit: 'ms' },
    { name: 'p50 with whole states', value: whole.p50, unit: 'ms' },
    { name: 'p99 with whole states', value: whole.p99, unit: 'ms' },
    { name: 'frames lost', value: ours.lost, unit: '', reach: { most: 0 } },
    ...others(ours),
  ],
})

const others = ({ cpu, pauses, states, stolen }: Measurement) => [
  { name: 'CPU of the program, all threads', value: cpu, unit: 'cores' },
  { name: 'time that the host took', value: stolen * 100, unit: '%' },
  { name: 'states a second to each subscriber', value: states, unit: '' },
  { name: 'GC pause p99.9', value: pauses.gc, unit: 'ms' },
  { name: 'longest GC pause', value: pauses.gcLongest, unit: 'ms' },
  { name: 'event-loop delay p99', value: pauses.delay, unit: 'ms' },
  { name: 'event-loop delay p99.9', value: pauses.delayAtMost, unit: 'ms' },
]

interface Measurement {
  readonly p50: number
  readonly p99: number
  readonly lost: number
  /** Frames in a second, as long as it took until all had come. */
  readonly rate: number
  readonly cpu: number
  readonly states: number
  /** Share of the processors' time that went to other machines of the host. */
  readonly stolen: number
  readonly pauses: Pauses
}

interface Size {
  readonly made: number
  /** Length of the measurement at each rate. */
  readonly seconds: Readonly<Record<number, number>>
  readonly warm: number
}

/** Measures all rates with one program, which is warm then. */
async function session(way: 'all' | 'none', { made, seconds, warm }: Size): Promise<Taken> {
  const feeder = await asked(feederFile, { args: [String(made)] })
  const server = await asked(serverFile, { args: [await feeder.ask<string>('address'), way] })
  const clients = await asked(new URL('../fanout/clients.ts', import.meta.url))
  const port = await server.ask<number>('port')
  try {
    while (!(await server.ask<boolean>('isConnected'))) await wait(50)
    const listen = (way: typeof WHOLE) =>
      clients.ask('open', { doors: [{ port, ...way }], count: SUBSCRIBERS })
    await listen(CHANGES)
    const { counts } = await feeder.ask<Counted>('send', { rate: PEAK, seconds: warm })
    await settled(server, counts.at(-1) ?? 0)
    const at = (rate: number) => measure({ feeder, server, clients }, { rate, seconds: seconds[rate] ?? 1 })
    const peak = await at(PEAK)
    await clients.ask('close')
    await listen(WHOLE)
    const whole = await at(PEAK)
    await clients.ask('close')
    await listen(CHANGES)
    return { [PEAK]: peak, whole, [FAST]: await at(FAST) }
  } finally {
    const folder = await server.ask<string>('folder')
    for (const each of [clients, server, feeder]) await each.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Processes {
  readonly feeder: Asked
  readonly server: Asked
  readonly clients: Asked
}

interface Sending {
  readonly rate: number
  readonly seconds: number
}

async function measure({ feeder, server, clients }: Processes, sending: Sending): Promise<Measurement> {
  await Promise.all([server.ask('begin'), clients.ask('seen')])
  const before = await server.ask<Standing>('standing')
  const stolen = stolenFrom()
  const began = performance.now()
  const sent = await feeder.ask<Counted>('send', sending)
  const last = sent.counts.at(-1) ?? 0
  const came = await settled(server, last)
  const took = (performance.now() - began) / 1_000
  const after = await server.ask<Standing & Pauses>('standing')
  const { states } = await clients.ask<Seen>('seen')
  const written = await server.ask<Counted>('sent')
  const taken = lateness(sent, written)
  const at = (share: number) => taken[Math.floor(share * (taken.length - 1))] ?? NaN
  return {
    p50: at(0.5),
    p99: at(0.99),
    lost: last - came,
    rate: (came * 1e6) / ((written.times.at(-1) ?? NaN) - (sent.times[0] ?? NaN)),
    cpu: (after.cpu - before.cpu) / took,
    stolen: stolen(),
    states: total(states) / took / SUBSCRIBERS || written.counts.length / took,
    pauses: after,
  }
}

/** Waits until so many frames came in and a state of them was written, or no more come; gives how many. */
async function settled(server: Asked, count: number): Promise<number> {
  let before = -1
  for (let same = 0; same < PATIENCE; same += 1) {
    const frames = await server.ask<number>('frames')
    await wait(100)
    if (frames >= count) return frames
    if (frames !== before) same = 0
    before = frames
  }
  return before
}
