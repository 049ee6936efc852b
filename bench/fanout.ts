/**
 * A market at ten times its measured peak out to a thousand clients, in processes of their own on loopback, beside a server that
 * encodes each state for each client.
 *
 *     npm run bench -- fanout
 *     npm run bench -- fanout --quick      fewer clients, shorter: for a machine that has other work
 *     node --import tsx bench/fanout.ts --paths     clients of `/ws/market` and `/ws/alerts`, which are told the whole market each time
 */
import { setTimeout as wait } from 'node:timers/promises'
import { commandLine } from './command-line.ts'
import { quantile, total } from './fanout/figures.ts'
import { type Measurement, type Session, session, type Size } from './fanout/session.ts'
import { type Figure, figureHead, figureLine, median } from './figure.ts'

const { values } = commandLine({ quick: { type: 'boolean' }, paths: { type: 'boolean' } })
const isQuick = values.quick === true
const size: Size = isQuick
  ? { clients: 200, rate: 7_000, morning: 28_000, seconds: 4 }
  : { clients: 1_000, rate: 7_000, morning: 70_000, seconds: 8 }
const ROUNDS = isQuick ? 2 : 5
const RECONNECTING = isQuick ? { count: 20, seconds: 8 } : { count: 100, seconds: 60 }
const THROTTLE = 500
const STALLED = 0.05
const PATHS = values.paths
  ? [{ path: '/ws/market' }, { path: '/ws/alerts' }]
  : [{ path: '/ws', hello: '{"op":"subscribe","channels":["market","alerts"]}' }]
/** The baseline has a share of the clients: with all of them it does not come to the end of a state before the next is due. */
const BASELINE = { ...size, clients: size.clients / 10 }

const most = (size.clients + RECONNECTING.count) * PATHS.length
const p99 = (measurements: readonly Measurement[], kind: 'states' | 'alerts') =>
  median(measurements.map((measurement) => quantile(measurement[kind], 0.99)))

/** It takes minutes: how it goes. */
function tell(what: string, measurement: Measurement | undefined): void {
  if (!measurement) return
  const { states, alerts, cpu, seconds } = measurement
  const late = [states, alerts].map((counts) => `${quantile(counts, 0.5)} and ${quantile(counts, 0.99)} ms`)
  const used = ((100 * cpu) / seconds).toFixed(0)
  console.error(`${what}: p50 and p99 of market ${late[0]}, of alerts ${late[1]}; ${used} % of a processor`)
}

/** In turns, so that what else the machine does meets both alike. */
async function rounds({ measure, clients }: Session) {
  const reading: Measurement[] = []
  const stalling: Measurement[] = []
  const each = Math.ceil((size.clients * PATHS.length * STALLED) / clients.length)
  for (let round = 0; round < ROUNDS; round += 1) {
    reading.push(await measure())
    tell(`round ${round + 1} of ${ROUNDS}, all read`, reading.at(-1))
    await Promise.all(clients.map(({ ask }) => ask('stall', each)))
    stalling.push(await measure())
    tell('  some are stalled', stalling.at(-1))
    await Promise.all(clients.map(({ ask }) => ask('resume')))
    await wait(2_000)
  }
  return { reading, stalling }
}

/** Clients that come and go, and what the server has of them when they are gone. */
async function comings({ clients, doors, standing }: Session) {
  const [first] = clients
  // The first ones leave what a process builds once; they are no leak.
  await first?.ask('reconnect', { doors, count: RECONNECTING.count, seconds: 3 })
  await wait(1_000)
  const before = await standing(true)
  const refused = (await first?.ask<number>('reconnect', { doors, ...RECONNECTING })) ?? NaN
  await wait(1_000)
  return { before, after: await standing(true), refused }
}

async function own() {
  const server = new URL('./fanout/server.ts', import.meta.url)
  const fed = await session({ server, args: [String(THROTTLE), String(most)], paths: PATHS, size })
  try {
    return { ...(await rounds(fed)), ...(await comings(fed)) }
  } finally {
    await fed.end()
  }
}

type Ours = Awaited<ReturnType<typeof own>>

async function baseline() {
  const server = new URL('./fanout/baseline.ts', import.meta.url)
  const fed = await session({ server, args: [String(THROTTLE)], paths: [{ path: '/' }], size: BASELINE })
  try {
    return [await fed.measure()]
  } finally {
    await fed.end()
  }
}

const perSecond = ({ frames, seconds }: Measurement) => frames / seconds
const memory = (all: readonly Measurement[]) => median(all.map(({ rss }) => rss))
const sum = (all: readonly Measurement[], key: 'lost' | 'closed') =>
  all.reduce((all, measurement) => all + measurement[key], 0)

function reconnecting({ before, after, refused }: Ours): readonly Figure[] {
  const figure = (name: string, value: number, [was, limit]: readonly [number, number]): Figure => ({
    name: `reconnecting: ${name}`,
    value,
    baseline: { name: 'before', value: was },
    unit: '',
    reach: { most: limit },
  })
  const open = before.connections ?? NaN
  return [
    figure('refused', refused, [0, 0]),
    figure('open channels', after.connections ?? NaN, [open, open]),
    figure('heap, MB', after.heap, [before.heap, before.heap + 8]),
    figure('sockets and timers', after.handles, [before.handles, before.handles + 10]),
  ]
}

function stalled({ reading, stalling }: Ours): readonly Figure[] {
  const when = `while ${STALLED * 100} % are stalled`
  const slow = p99(reading, 'states')
  const name = 'all clients read'
  return [
    {
      name: `market, p99 of the others ${when}`,
      value: p99(stalling, 'states'),
      baseline: { name, value: slow },
      unit: 'ms',
      // Times are whole milliseconds.
      reach: { most: Math.max(slow * 1.1, slow + 1) },
    },
    {
      name: `memory ${when}`,
      value: memory(stalling),
      baseline: { name, value: memory(reading) },
      unit: 'MB',
      reach: { most: memory(reading) + 64 },
    },
  ]
}

function steady({ reading }: Ours, each: readonly Measurement[]): readonly Figure[] {
  const name = `encoded for each of ${BASELINE.clients} clients`
  const late = (what: string, kind: 'states' | 'alerts'): Figure => ({
    name: `${what}, from frame in to client, p99`,
    value: p99(reading, kind),
    baseline: { name, value: p99(each, kind) },
    unit: 'ms',
    reach: { most: 100 },
  })
  return [
    {
      name: 'frames in',
      value: median(reading.map(perSecond)),
      baseline: { name, value: median(each.map(perSecond)) },
      unit: '/s',
      reach: { least: size.rate * 0.98 },
    },
    late('market', 'states'),
    late('alerts', 'alerts'),
    {
      name: 'losses and closes of clients that read',
      value: sum(reading, 'lost') + sum(reading, 'closed'),
      baseline: { name, value: sum(each, 'closed') },
      unit: '',
      reach: { most: 0 },
    },
  ]
}

console.log(
  `${size.clients} clients on market and alerts, ${size.rate} frames a second, throttle ${THROTTLE} ms.\n`,
)
const ours = await own()
const each = await baseline()
const [first] = ours.reading
if (first) {
  const { states, alerts, seconds, bytes, cpu } = first
  console.log(
    `A second: ${Math.round(total(states) / seconds)} states and ${Math.round(total(alerts) / seconds)} alerts received, ` +
      `${(bytes / seconds / 2 ** 20).toFixed(1)} MB, ${((100 * cpu) / seconds).toFixed(0)} % of a processor.\n`,
  )
}
const all = [...steady(ours, each), ...stalled(ours), ...reconnecting(ours)]
console.log([figureHead, ...all.map(figureLine), ''].join('\n'))
