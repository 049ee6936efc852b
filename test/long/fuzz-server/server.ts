/** The server that the fuzz throws things at, in a process of its own: states and alerts go out to whoever got in, whatever he does with them. */
import { answering } from '../../../bench/fanout/talk.ts'
import { opened, snapshot } from '../../server/shown.ts'

const MB = 2 ** 20
/** From one state to the next, and from one look at the clock to the next, ms. */
const EVERY = 200
const LOOK = 10

/** How the server stands. */
export interface Standing {
  /** After all garbage is collected, MB. */
  readonly heap: number
  readonly rss: number
  /** Open TCP connections, and places that are taken in channels. */
  readonly sockets: number
  readonly connections: number
  /** What should not have happened, in words. */
  readonly errors: readonly string[]
  /** The most processor time that it took until it came back to its timers, ms, since it was last asked; and all so far, s. */
  readonly longest: number
  readonly cpu: number
}

// Errors are many here, and places in the source are dear.
process.setSourceMapsEnabled(false)

const [most = 5, requestTimeout = 2_000] = process.argv.slice(2).map(Number)
const server = await opened({
  settings: { wsMaxConnectionsPerIp: most, wsHeartbeatInterval: 1_000, requestTimeout },
})
server.heartbeat$.subscribe()

const taken = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e3
}
let longest = 0
let last = taken()
setInterval(() => {
  longest = Math.max(longest, taken() - last)
  last = taken()
}, LOOK)

let turn = 0
setInterval(() => {
  turn += 1
  const { FPT } = snapshot.prices
  const prices = { FPT: { ...FPT, last_price: turn }, LONG: { text: 'x'.repeat(20_000) } }
  server.audiences.market.send(JSON.stringify({ ...snapshot, prices }))
  server.audiences.alerts.send(JSON.stringify({ id: String(turn) }))
}, EVERY)

const sum = (values: readonly { readonly value: number }[]) =>
  values.reduce((all, { value }) => all + value, 0)

answering({
  port: () => server.port,
  async standing(): Promise<Standing> {
    const most = longest
    globalThis.gc?.()
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    const cpu = taken() / 1e3
    longest = 0
    last = taken()
    return {
      heap: heapUsed / MB,
      rss: rss / MB,
      sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
      connections: sum((await server.metrics.connections.get()).values),
      errors: server.errors.map(String),
      longest: most,
      cpu,
    }
  },
})
