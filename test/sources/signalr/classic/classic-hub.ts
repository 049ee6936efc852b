import { type FarCall, type FarHub, type FarHubOptions, HUB } from '../far-hub.ts'
import { farServer } from '../far-server.ts'

/** What a test may change of the answer to negotiate. */
type Negotiation = Readonly<Record<string, unknown>>

/** A hub of classic SignalR, below `/signalr`. */
export async function classicHub(
  options: FarHubOptions = {},
  negotiation: Negotiation = {},
): Promise<FarHub> {
  const { keepAliveTimeout, connectTimeout = 2000 } = options
  const calls: FarCall[] = []
  const isHealthy = { up: true }
  let cursor = 0
  const frame = (...told: readonly (readonly [string, ...unknown[]])[]) =>
    JSON.stringify({ C: `d-1,${++cursor}|A,0`, M: told.map(([M, ...A]) => ({ H: HUB.toLowerCase(), M, A })) })

  const server = await farServer({
    answers: {
      negotiate: () => ({
        Url: '/signalr',
        ConnectionToken: 'aB+/c==',
        ConnectionId: '7d0f3c1e',
        KeepAliveTimeout: keepAliveTimeout === undefined ? null : keepAliveTimeout / 1000,
        DisconnectTimeout: 30.0,
        TryWebSockets: true,
        ProtocolVersion: '1.4',
        TransportConnectTimeout: connectTimeout / 1000,
        ...negotiation,
      }),
      start: () => ({ Response: 'started' }),
      ping: () => ({ Response: 'pong' }),
      abort: () => '',
    },
    onSocket(socket) {
      if (isHealthy.up) socket.send('{"C":"d-1,0|A,0","S":1,"M":[]}')
      socket.on('message', (data: Buffer) => {
        const {
          H,
          M: method,
          A: args,
          I,
        } = JSON.parse(data.toString()) as { H: string; M: string; A: unknown[]; I: number }
        if (H !== HUB) throw new Error(`${H} is called`)
        // The id goes back as text.
        const answer: FarCall['answer'] = ({ result, error }) =>
          socket.send(JSON.stringify({ I: String(I), R: result, E: error }))
        calls.push({ method, args, answer })
      })
    },
  })
  return {
    ...server,
    url: `${server.address}/signalr`,
    calls,
    isHealthy,
    tell: (...told) => server.send(frame(...told)),
    answerAndTell(call, method) {
      call.answer({ result: 'done' })
      server.send(frame([method]))
    },
    babble: server.send,
    mumble() {
      server.send('{}')
      server.send('{"C":"d-1,9|A,0","L":500,"Z":1,"M":[{"H":"Other","M":"Said","A":[1]},7]}')
      server.send('{"P":{"I":"P|3","D":1}}')
      server.send('{"I":"99","R":1}')
    },
    fail: (reason) => server.send(JSON.stringify({ E: reason })),
  }
}
