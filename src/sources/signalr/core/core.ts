import { HttpTransportType, type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { defer, from, Observable, throwError, timeout } from 'rxjs'
import { reasonOf, SessionError } from '../../session/session-error.ts'
import type { RemoteHub, SignalrEvent, SignalrOptions } from '../protocol.ts'
import { type CoreAccess, coreAccess } from './core-access.ts'
import { tolerantProtocol, type Hearer } from './tolerant-protocol.ts'

/** Time for negotiate, connect and handshake together, ms. */
const START = 15_000
/** Silence after which a connection counts as lost, and time from one of our own pings to the next, ms. */
const KEEP_ALIVE = { silence: 30_000, ping: 15_000 }

type Hide = (text: string) => string

/** One connection to a hub of ASP.NET Core SignalR, by Microsoft's client; see `signalr`. */
export function core(options: SignalrOptions): Observable<SignalrEvent> {
  const { connectTimeout = START } = options
  const hide: Hide = (text) => options.tokens.hide(text)
  return new Observable<SignalrEvent>((subscriber) => {
    const access = coreAccess(options.tokens, connectTimeout)
    const tell = (event: SignalrEvent) => inTurn(() => subscriber.next(event))
    const connection = connectionTo(options, access, {
      invocations: (invocations) => tell({ kind: 'invocations', invocations }),
      unreadable: (text) => tell({ kind: 'unreadable', text }),
    })
    const hub = remoteHub(connection, hide)
    connection.onclose((error) => inTurn(() => subscriber.error(lossBy(error, hide))))
    connection.start().then(
      () => tell({ kind: 'connected', hub }),
      (error: unknown) => subscriber.error(access.refusal() ?? lossBy(error, hide)),
    )
    return () => {
      connection.stop().catch(() => undefined)
    }
  }).pipe(
    timeout({
      first: connectTimeout,
      with: () => throwError(() => new SessionError('The stream did not start in time.')),
    }),
  )
}

/**
 * The library answers a call some turns of the microtask queue later than it hands on the messages behind the answer: what is told
 * waits for the next turn of the event loop, so that everything keeps its order.
 */
const inTurn = (tell: () => void): void => {
  setImmediate(tell)
}

function connectionTo(options: SignalrOptions, access: CoreAccess, hearer: Hearer): HubConnection {
  const { url, hub, keepAliveTimeout = KEEP_ALIVE.silence } = options
  const address = `${url.replace(/^ws/i, 'http').replace(/\/+$/, '')}/${hub}`
  const settings = { ...access, transport: HttpTransportType.WebSockets, timeout: START }
  return new HubConnectionBuilder()
    .withUrl(address, settings)
    .withHubProtocol(tolerantProtocol(hearer))
    .withServerTimeout(keepAliveTimeout)
    .withKeepAliveInterval(Math.min(KEEP_ALIVE.ping, keepAliveTimeout / 2))
    .configureLogging(LogLevel.None)
    .build()
}

function remoteHub(connection: HubConnection, hide: Hide): RemoteHub {
  const hub: RemoteHub = {
    invoke(method, args) {
      return defer(() => from(failing(connection.invoke<unknown>(method, ...args), method, hide)))
    },
  }
  return hub
}

const failing = (result: Promise<unknown>, method: string, hide: Hide): Promise<unknown> =>
  result.catch((error: unknown) => {
    // What the hub says of a failure comes as a plain error; the library's own say that the connection is gone.
    const text = error instanceof Error ? error.message : ''
    const isOurs = /^(Invocation canceled|WebSocket closed|Server timeout|Cannot send data)/.test(text)
    throw new SessionError(
      isOurs ? `The connection was lost before ${method} was answered.` : hide(`${method} failed: ${text}`),
    )
  })

/** The library's texts, in our words. */
const LOSSES: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^Server timeout elapsed/, () => 'The stream fell silent.'],
  [/^WebSocket closed with status code: (\d+)/, (code) => `The stream was closed (${code}).`],
  [/^Server returned an error on close: ([^]*)/, (said) => `The server failed: ${said}`],
  [/^Server returned handshake error: ([^]*)/, (said) => `The server refused the handshake: ${said}`],
]

function lossBy(error: unknown, hide: Hide): SessionError {
  if (error === undefined) return new SessionError('The stream was closed (1000).')
  if (error instanceof SessionError || !(error instanceof Error)) return new SessionError(reasonOf(error))
  for (const [form, words] of LOSSES) {
    const found = form.exec(error.message)
    if (found) return new SessionError(hide(words(found[1] ?? '')))
  }
  return new SessionError(reasonOf(error))
}
