/**
 * The load scenarios of the market tracker against a server of its own, in processes of their own on loopback. Ends with 1 where a
 * threshold does not hold: messages later than 100 ms at the 99th of 100 clients, answers later than 200 ms at the 95th, more than 1 % errors.
 *
 *     npm run load                     all of them
 *     npm run load -- --quick          a tenth of the clients, shorter: for a machine that has other work
 */
import { setTimeout as wait } from 'node:timers/promises'
import { commandLine } from './command-line.ts'
import type { Asking } from './fanout/asking.ts'
import { allSeen, quantile, total } from './fanout/figures.ts'
import { type Session, session } from './fanout/session.ts'
import { type Asked, asked } from './fanout/talk.ts'

const isQuick = commandLine({ quick: { type: 'boolean' } }).values.quick === true
const share = isQuick ? 0.1 : 1
const seconds = (whole: number) => (isQuick ? Math.max(4, whole / 10) : whole)
const users = (whole: number) => Math.round(whole * share)

/** What clients do at a time. */
interface Scenario {
  readonly name: string
  /** WebSocket clients of the market. */
  readonly sockets: number
  /** Clients that ask: which paths, in turns by their weights, and how long they wait between two, ms. */
  readonly asking?: {
    readonly users: number
    readonly paths: Asking['paths']
    readonly pause: readonly [number, number]
  }
  /** Clients that come again every ten seconds. */
  readonly coming?: number
  /** Time in which all come, and stay, s. */
  readonly ramp: number
  readonly hold: number
}

const foreign = { '/api/market/foreign-detail': 1 }
const mixed = {
  '/api/market/snapshot': 5,
  '/api/market/foreign-detail': 3,
  '/api/vn30-components': 2,
  '/api/market/alerts': 1,
}
const scenarios: readonly Scenario[] = [
  { name: 'market stream', sockets: users(500), ramp: seconds(10), hold: seconds(30) },
  {
    name: 'foreign flow',
    sockets: 0,
    asking: { users: users(500), paths: foreign, pause: [2_000, 2_000] },
    ramp: seconds(10),
    hold: seconds(30),
  },
  {
    name: 'open burst',
    sockets: users(300),
    asking: { users: users(500), paths: foreign, pause: [2_000, 2_000] },
    ramp: seconds(30),
    hold: seconds(120),
  },
  { name: 'reconnect storm', sockets: 0, coming: users(100), ramp: 0, hold: seconds(30) },
  {
    name: 'mixed requests',
    sockets: 0,
    asking: { users: users(50), paths: mixed, pause: [100, 500] },
    ramp: seconds(10),
    hold: seconds(30),
  },
]

/** What came of a scenario. */
interface Outcome {
  readonly name: string
  readonly received: number
  readonly late: number
  readonly answered: number
  readonly slow: number
  readonly errors: number
}

const askingFile = new URL('./fanout/asking.ts', import.meta.url)

/** What those who ask are answered. */
interface Answers {
  readonly taken: Readonly<Record<number, number>>
  readonly errors: number
}

/** Lets those ask who ask, in a process of their own. */
async function answersOf({ asking, ramp, hold }: Scenario, port: number): Promise<Answers> {
  if (!asking) return { taken: {}, errors: 0 }
  const asker = await asked(askingFile)
  const about = { ...asking, port, ramp: ramp * 1_000, length: (ramp + hold) * 1_000 }
  const answers = await asker.ask<Answers>('run', about)
  await asker.end()
  return answers
}

/** Lets the sockets read, or come and go; gives how many were refused. */
async function read({ sockets, coming, ramp, hold }: Scenario, { doors }: Session, ask: Asked['ask']) {
  await Promise.all([ask('open', { doors, count: sockets }), wait(ramp * 1_000)])
  await ask('seen')
  if (coming !== undefined)
    return ask<number>('reconnect', { doors, count: coming, seconds: hold, every: 10_000, messages: 3 })
  await wait(hold * 1_000)
  return 0
}

async function run(scenario: Scenario, fed: Session): Promise<Outcome> {
  const [client] = fed.clients
  const [door] = fed.doors
  if (!client || !door) throw new Error('There is nobody to read.')
  const [refused, answers] = await Promise.all([
    read(scenario, fed, client.ask),
    answersOf(scenario, door.port),
  ])
  const seen = allSeen([await client.ask('seen')])
  await client.ask('close')
  const failed = answers.errors + seen.closed + seen.lost + refused
  const received = total(seen.states)
  const answered = total(answers.taken)
  return {
    name: scenario.name,
    received,
    late: quantile(seen.states, 0.99),
    answered,
    slow: quantile(answers.taken, 0.95),
    errors: failed / Math.max(1, received + answered + failed),
  }
}

const holds = ({ late, slow, errors }: Outcome) => !(late > 100) && !(slow > 200) && errors <= 0.01
const shown = (value: number, unit: string) => (Number.isNaN(value) ? '–' : `${value}${unit}`)

const fed = await session({
  server: new URL('./fanout/server.ts', import.meta.url),
  args: ['500', '10000'],
  paths: [{ path: '/ws/market' }],
  size: { clients: 0, rate: 700, morning: isQuick ? 7_000 : 70_000, seconds: 0 },
})
console.log(
  '| | messages | p99 | answers | p95 | errors | holds |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |',
)
for (const scenario of scenarios) {
  const outcome = await run(scenario, fed)
  const { name, received, late, answered, slow, errors } = outcome
  const cells = [
    name,
    received,
    shown(late, ' ms'),
    answered,
    shown(slow, ' ms'),
    `${(errors * 100).toFixed(2)} %`,
  ]
  console.log(`| ${[...cells, holds(outcome) ? 'yes' : 'NO'].join(' | ')} |`)
  if (!holds(outcome)) process.exitCode = 1
}
await fed.end()
