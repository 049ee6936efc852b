import type { WebSocket } from 'ws'
import type { FarCall, FarHub } from '../far-hub.ts'
import { farServer } from '../far-server.ts'

const END = '\u001e'

/** The messages of the protocol that a client sends. */
interface CoreMessage {
  readonly protocol?: string
  readonly type?: number
  readonly target: string
  readonly arguments: unknown[]
  readonly invocationId?: string
}

/** A hub of SignalR Core that speaks its JSON protocol: negotiate, handshake, invocation, completion, ping, close. */
export async function coreHub(): Promise<FarHub & { readonly handshakes: string[] }> {
  const calls: FarCall[] = []
  const handshakes: string[] = []
  const isHealthy = { up: true }
  const record = (message: unknown) => JSON.stringify(message) + END
  const invocation = ([target, ...args]: readonly [string, ...unknown[]]) =>
    record({ type: 1, target, arguments: args })

  function onMessage(socket: WebSocket, message: CoreMessage, text: string) {
    if (message.protocol !== undefined) {
      handshakes.push(text)
      if (isHealthy.up) socket.send(record({}))
    }
    if (message.type !== 1) return
    const { target: method, arguments: args, invocationId } = message
    const answer: FarCall['answer'] = (outcome) => socket.send(record({ type: 3, invocationId, ...outcome }))
    calls.push({ method, args, answer })
  }
  const server = await farServer({
    answers: {
      negotiate: () => ({
        negotiateVersion: 1,
        connectionId: 'c-1',
        connectionToken: 't-1',
        availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
      }),
    },
    onSocket(socket) {
      socket.on('message', (data: Buffer) => {
        for (const text of data.toString().split(END).slice(0, -1)) {
          onMessage(socket, JSON.parse(text) as CoreMessage, text)
        }
      })
    },
  })
  return {
    ...server,
    url: server.address,
    handshakes,
    calls,
    isHealthy,
    tell: (...told) => server.send(told.map(invocation).join('')),
    answerAndTell(call, method) {
      // Two sends of one turn arrive together: the client reads both before anything else happens.
      call.answer({ result: 'done' })
      server.send(invocation([method]))
    },
    babble: (text) => server.send(text + END),
    mumble() {
      server.send(record({ type: 6 }))
      server.send(record({ type: 77, news: true }))
      server.send(record({ type: 3, invocationId: '99', result: 1 }))
      server.send(record({ type: 1, target: 'Asked', arguments: [], invocationId: 'theirs' }))
    },
    fail: (reason) => server.send(record({ type: 7, error: reason })),
  }
}
