import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { asyncScheduler, type Observable } from 'rxjs'
import { type AppParts, makeApp } from './app.ts'
import type { ChainSettings } from './middleware/chain.ts'
import { listen } from './listen.ts'
import { makeTickets } from './socket/tickets.ts'
import { socketsOnly } from './sockets-only.ts'
import { makeUpgrade, type Upgrade, type UpgradeParts, type UpgradeSettings } from './upgrade.ts'

/** From one look for idle connections to the next while the server closes, ms. */
const LOOK = 50
/** How long what is in flight may take while the server closes; then it is cut, ms. */
const GRACE = 1_000
/** How long a request may take to come in, ms; unless it is set. */
const PATIENCE = 20_000
/** How long an answer may lie unread, ms; unless it is set. */
const UNREAD = 120_000

/** How the server lets in and keeps who asks. */
export interface ServerSettings extends UpgradeSettings, ChainSettings {
  /** How long a request may take to come in, head and body, ms; then it is answered 408 and cut. 20 s unless given. */
  readonly requestTimeout?: number
  /** How long an answer may lie unread, ms; then its connection is cut. Making it may take longer. 120 s unless given. */
  readonly unreadTimeout?: number
}

/** Everything the server is handed; it makes none of it. */
export interface ServerParts extends Omit<AppParts, 'tickets' | 'timeline'>, Omit<UpgradeParts, 'tickets'> {
  readonly settings: ServerSettings
}

/** HTTP and WebSocket on one port. */
export interface Server {
  /**
   * Starts to listen, and gives the port, which port 0 leaves to the system.
   * Fails with one line that says what is wrong and what to do.
   */
  readonly listen: (port: number, host: string) => Promise<{ readonly port: number }>
  /** Lets nobody in, answers what was asked, says good-bye to the sockets (1001), and ends within two seconds. */
  readonly close: () => Promise<void>
  /** Cuts dead sockets, and spares slow ones, while it is subscribed to. Never emits, never ends. */
  readonly heartbeat$: Observable<never>
}

/** A connection that answers a request is not idle, and may become so at any time: one look is not enough. */
async function close(http: HttpServer, upgrade: Upgrade): Promise<void> {
  upgrade.close()
  if (!http.listening) return
  const closed = once(http, 'close').then(() => true)
  http.close()
  // A deadline, not a number of looks: a busy process looks late.
  const late = wait(GRACE, true, { ref: false })
  let isDone = false
  while (!isDone) {
    http.closeIdleConnections()
    isDone = await Promise.race([closed, late, wait(LOOK, false)])
  }
  upgrade.cut()
  http.closeAllConnections()
  await closed
}

/** Without bounds, who gives a byte now and then, or never reads what he asked for, would keep his connection and what it holds. */
function makeHttp(parts: AppParts & Pick<ServerParts, 'settings'>): HttpServer {
  const { requestTimeout = PATIENCE, unreadTimeout = UNREAD } = parts.settings
  const bounds = {
    headersTimeout: requestTimeout,
    requestTimeout,
    connectionsCheckingInterval: requestTimeout / 4,
  }
  return createServer(bounds, makeApp(parts)).setTimeout(unreadTimeout, (socket) => {
    // Nothing to be read yet: the answer is being made.
    if (socket.writableLength > 0) socket.destroy()
  })
}

/** Makes the server of the parts; nothing is open before `listen`. */
export function makeServer(parts: ServerParts): Server {
  const tickets = makeTickets(() => asyncScheduler.now())
  const timeline = () => parts.audiences.market.timeline?.()
  const http = makeHttp({ ...parts, tickets, timeline })
  const upgrade = makeUpgrade({ ...parts, tickets })
  http.on('upgrade', socketsOnly(http, upgrade.handle))
  return {
    async listen(port, host) {
      const address = await listen(http, port, host)
      http.on('error', parts.onError)
      return address
    },
    close: () => close(http, upgrade),
    heartbeat$: upgrade.heartbeat$,
  }
}
