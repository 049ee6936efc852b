import { concat, defer, finalize, map, merge, type Observable } from 'rxjs'
import { reconnect } from '../../../operators/reconnect.ts'
import type { Instant } from '../../domain/time.ts'
import type { Source } from '../source.ts'
import { accessTokens, type AccessTokens, type Credentials } from './connect/access-token.ts'
import { ambient } from './connect/ambient.ts'
import { hub } from './connect/hub.ts'
import { type ChannelEvent, linked } from './connect/linked.ts'
import { lists } from './connect/lists.ts'
import { restList } from './connect/rest-list.ts'
import { isTerminal, messageOf } from './connect/ssi-error.ts'

/** How SSI, or the simulated exchange, is reached. */
export interface SsiOptions extends Credentials {
  /** Base address of the stream host, http(s) or ws(s). */
  readonly streamUrl: string
  /** What is subscribed to, one entry a kind: `X-TRADE:ALL`, `MI:VN30-VNINDEX`, … */
  readonly channels?: readonly string[]
  /** All channels over one connection, joined by commas. Without it each has its own: SSI may serve only one kind a connection. */
  readonly combined?: boolean
  /** Try once to resume a lost connection where it stopped, before it counts as lost. SSI is not known to allow it. */
  readonly resume?: boolean
  /** Time from one REST list to the next, ms. */
  readonly requestInterval?: number
  /** ms UTC. */
  readonly now?: () => Instant
  /** Evenly spread in [0, 1). */
  readonly random?: () => number
  /** Told what went wrong without ending the stream. Holds neither token nor secret. */
  readonly onWarning?: (message: string) => void
}

type Settings = Required<SsiOptions>

const DEFAULTS: Omit<Settings, keyof Credentials | 'streamUrl'> = {
  channels: ['F:ALL', 'X-QUOTE:ALL', 'X-TRADE:ALL', 'R:ALL', 'MI:ALL'],
  combined: false,
  resume: false,
  requestInterval: 1000,
  ...ambient,
  onWarning: () => undefined,
}

/**
 * SSI FastConnect Data v2: the list of securities and the members of the VN30 first (`ssi-rest`), then the messages (`ssi`),
 * one array for each WebSocket frame, with the state of the link (`link`) in its place among them.
 *
 * - A lost connection is taken up again by itself: `disconnected`, a wait of up to 1 s that doubles to 60 s, everything
 *   subscribed anew, `connected`. What was missed meanwhile shows in the day's totals.
 * - A list that cannot be had is a warning; the bundled VN30 stands in, and the list is asked for again.
 * - Errs with an `SsiError` only when trying again cannot help: the credentials are refused.
 */
export function ssi(options: SsiOptions): Source {
  const settings = { ...DEFAULTS, ...options }
  return defer(() => {
    const aborter = new AbortController()
    const { signal } = aborter
    const tokens = accessTokens({ ...settings, credentials: options, signal })
    const rest = restList({ ...settings, interval: settings.requestInterval, tokens, signal })
    const { first$, later$ } = lists({ ...settings, rest })
    return concat(first$, merge(stream(settings, tokens, signal), later$)).pipe(
      finalize(() => {
        aborter.abort()
      }),
    )
  })
}

function stream(settings: Settings, tokens: AccessTokens, signal: AbortSignal): Source {
  const { channels, combined, now } = settings
  const sets = combined ? [channels.join(',')] : channels
  return merge(...sets.map((set) => connection(set, { ...settings, tokens, signal }))).pipe(linked(now))
}

interface ConnectionParts extends Settings {
  readonly tokens: AccessTokens
  readonly signal: AbortSignal
}

/** One connection that never ends: a loss is told, and it is opened and subscribed anew. */
function connection(channels: string, parts: ConnectionParts): Observable<ChannelEvent> {
  const lost = (error: unknown, delay: number): ChannelEvent => {
    const reason = messageOf(error)
    parts.onWarning(`${channels}: ${reason} Trying again in ${(delay / 1000).toFixed(1)} s.`)
    return { channels, event: { kind: 'lost', reason } }
  }
  return hub({ ...parts, channels }).pipe(
    map((event): ChannelEvent => ({ channels, event })),
    reconnect({ random: parts.random, isTerminal, onLost: lost }),
  )
}
