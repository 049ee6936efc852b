/** What a server does that encodes each state for each client: otherwise the same market, throttle and sockets. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { WebSocketServer } from 'ws'
import { filter, merge, tap } from 'rxjs'
import { conflate } from '../../operators/conflate.ts'
import { alertJson } from '../../src/domain/emitted/alert.ts'
import { fedMarket } from './market.ts'
import { standing } from './standing.ts'
import { answering } from './talk.ts'

const [throttle = 500] = process.argv.slice(2).map(Number)
const { outputs$, board, read } = fedMarket()
const http = createServer().listen(0, '127.0.0.1')
await once(http, 'listening')
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
const tell = (makeText: () => string) => {
  for (const client of sockets.clients) client.send(makeText())
}
const state = () => JSON.stringify({ channel: 'market', data: board.snapshot() })
const states$ = outputs$.pipe(
  conflate(throttle),
  tap(() => tell(state)),
)
const alerts$ = outputs$.pipe(
  filter((output) => output.kind === 'alert'),
  tap((alert) => tell(() => JSON.stringify({ channel: 'alerts', data: alertJson(alert) }))),
)
// As any server does: a client that has come is told at once.
sockets.on('connection', (client) => client.send(state()))
merge(states$, alerts$).subscribe({ error: (error: unknown) => console.error(error) })

answering({
  port: () => (http.address() as AddressInfo).port,
  standing: () => ({ ...read(), ...standing() }),
})
