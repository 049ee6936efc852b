/** The server of vnflow over the frames of the feeder, in a process of its own. */
import { merge } from 'rxjs'
import { openAudiences } from '../../src/cli/kit/open-audiences.ts'
import { pushes } from '../../src/cli/pushes.ts'
import { serverSettings } from '../../src/cli/server-settings.ts'
import { readSettings } from '../../src/cli/settings.ts'
import { makeServer } from '../../src/server/server.ts'
import { fedMarket } from './market.ts'
import { standing } from './standing.ts'
import { answering } from './talk.ts'

const [throttle = 500, most = 5] = process.argv.slice(2).map(Number)
const { outputs$, board, read } = fedMarket()
const settings = readSettings({ WS_MAX_CONNECTIONS_PER_IP: String(most) })
const { metrics, audiences, symbols } = openAudiences(undefined, settings)
const server = makeServer({
  views: { ...board, snapshot: () => board.snapshot(true) },
  audiences,
  symbols,
  metrics,
  health: () => [],
  webRoot: undefined,
  settings: serverSettings(settings),
  onError: (error) => console.error(error),
})
const { port } = await server.listen(0, '127.0.0.1')
merge(pushes(outputs$, { board, audiences, symbols, throttle }), server.heartbeat$).subscribe({
  error: (error: unknown) => console.error(error),
})

/** The sum of a metric over its labels. */
async function sum(metric: { get: () => Promise<{ values: readonly { value: number }[] }> }) {
  return (await metric.get()).values.reduce((total, { value }) => total + value, 0)
}

answering({
  port: () => port,
  standing: async (settled: boolean) => ({
    ...read(),
    ...standing(settled),
    connections: await sum(metrics.connections),
    dropped: await sum(metrics.messagesDropped),
  }),
})
