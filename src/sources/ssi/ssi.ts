import { concat, defer, finalize, map, merge, NEVER, type Observable, Subject, tap } from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import type { Instant } from '../../domain/time.ts'
import { linked, type LinkedEvent } from '../session/linked.ts'
import { marketClock, type MarketClock } from '../session/market-clock.ts'
import { session } from '../session/session.ts'
import type { Source } from '../source.ts'
import { backfill } from './backfill.ts'
import { accessTokens, type AccessTokens, type Credentials } from './connect/access-token.ts'
import { ambient } from './connect/ambient.ts'
import { connectionTokens } from './connect/connection-tokens.ts'
import { exchangeTimeIn } from './connect/exchange-time.ts'
import { expectedFlow } from './connect/expected-flow.ts'
import { hub } from './connect/hub.ts'
import { lists } from './connect/lists.ts'
import { missingKinds } from './connect/missing-kinds.ts'
import { restList } from './connect/rest-list.ts'

/** How SSI, or the simulated exchange, is reached. */
export interface SsiOptions extends Credentials {
  /** Base address of the stream host, http(s) or ws(s). */
  readonly streamUrl: string
  /**
   * What is subscribed to, one entry a kind: `X-TRADE:ALL`, `MI:VN30-VNINDEX`, … The kinds are F, X, X-QUOTE, X-TRADE, R, MI, and B
   * and OL, which only go into the log: bars are built here, and odd lots do not count.
   */
  readonly channels?: readonly string[]
  /** All channels over one connection, joined by commas. Without it each has its own: SSI may serve only one kind a connection. */
  readonly combined?: boolean
  /** Try once to resume a lost connection where it stopped, before it counts as lost. SSI is not known to allow it. */
  readonly resume?: boolean
  /** Time from one REST list to the next, ms. */
  readonly requestInterval?: number
  /** Of which securities minutes are missing, newest first: they are asked for. Gives its newest state when subscribed to. */
  readonly missed$?: Observable<readonly MissedMinutes[]>
  /** ms UTC. */
  readonly now?: () => Instant
  /** Evenly spread in [0, 1). */
  readonly random?: () => number
  /** Exchange seconds in a second; above 1 for a simulated exchange that runs fast. */
  readonly speed?: number
  /** Whether it is right that nothing comes now. Without it the phase of HOSE says so, by the time in the messages. */
  readonly isQuietPhase?: (now: Instant) => boolean
  /** Longest time from the acknowledgement of a busy channel to its first message while the market is open, ms. */
  readonly proveWithin?: number
  /** Longest time without a message of a busy channel while the market is open, ms. */
  readonly silence?: number
  /** Told what went wrong without ending the stream. Holds neither token nor secret. */
  readonly onWarning?: (message: string) => void
}

type Settings = Required<Omit<SsiOptions, 'isQuietPhase'>> & Pick<SsiOptions, 'isQuietPhase'>

const DEFAULTS: Omit<Settings, keyof Credentials | 'streamUrl' | 'isQuietPhase'> = {
  channels: ['F:ALL', 'X-QUOTE:ALL', 'X-TRADE:ALL', 'R:ALL', 'MI:ALL'],
  combined: false,
  resume: false,
  requestInterval: 1000,
  missed$: NEVER,
  ...ambient,
  speed: 1,
  proveWithin: 30_000,
  silence: 90_000,
  onWarning: () => undefined,
}

/** Time of day in Vietnam at which connections are taken anew, before the first orders: 07:00. */
const MORNING = 7 * 3_600_000

/**
 * SSI FastConnect Data v2: the list of securities first (`ssi-rest`), then the messages (`ssi`), one array for each WebSocket frame,
 * with the state of the link (`link`) in its place among them.
 *
 * - The members of the VN30 (`ssi-rest`) are asked for when the next request may go out, `requestInterval` after the last one. The
 *   messages do not wait for them.
 * - Each connection is a supervised `session`. A lost one is taken up again by itself: `disconnected`, a wait of up to 1 s that
 *   doubles to 60 s, everything subscribed anew, `connected`. What was missed meanwhile shows in the day's totals. Where one of several is
 *   taken up again the others try at once.
 * - Lost is also what delivers nothing although the channel is busy and the market open, from the start (30 s) or later (90 s).
 * - Minutes that `missed$` names are asked for, and logged as they come (`ssi-rest`).
 *   A kind that never comes over a combined connection is a warning.
 * - Each is taken anew before its token ends, and at about 07:00 in Vietnam.
 * - A list that cannot be had is a warning; the bundled VN30 stands in, and the list is asked for again. Both are asked for anew at about
 *   08:05 in Vietnam: shares are listed and leave the VN30 while this runs.
 * - Errs with an `SsiError` only when trying again cannot help: the credentials are refused.
 */
export function ssi(options: SsiOptions): Source {
  const settings = { ...DEFAULTS, ...options }
  return defer(() => {
    const aborter = new AbortController()
    const { signal } = aborter
    const tokens = accessTokens({ ...settings, credentials: options, signal })
    const rest = restList({ ...settings, interval: settings.requestInterval, tokens, signal })
    const { securities$, others$ } = lists({ ...settings, rest })
    return concat(
      securities$,
      merge(others$, stream(settings, tokens), backfill({ ...settings, rest })),
    ).pipe(
      finalize(() => {
        aborter.abort()
      }),
    )
  })
}

function stream(settings: Settings, tokens: AccessTokens): Source {
  const { channels, combined, now, speed } = settings
  const sets = combined ? [channels.join(',')] : channels
  const clock = marketClock({ speed })
  const siblings = new Subject<void>()
  return merge(...sets.map((set) => connection(set, { ...settings, tokens, clock, siblings }))).pipe(
    linked({ now, source: 'ssi' }),
  )
}

interface ConnectionParts extends Settings {
  readonly tokens: AccessTokens
  readonly clock: MarketClock
  readonly siblings: Subject<void>
}

/** One connection that never ends: a loss is told, and it is opened and subscribed anew. */
function connection(channels: string, parts: ConnectionParts): Observable<LinkedEvent> {
  const { clock, now, speed } = parts
  const tokens = connectionTokens(parts.tokens)
  const open = (fresh: boolean) => {
    if (fresh) tokens.renew()
    return hub({ ...parts, tokens, channels })
  }
  // The messages of a slow exchange lie as far apart as its seconds are long.
  const stretch = 1 / Math.min(1, speed)
  const busy = { proveWithin: parts.proveWithin * stretch, silence: parts.silence * stretch }
  const isQuietPhase = parts.isQuietPhase ?? clock.isQuiet
  return session<string>(open, {
    ...expectedFlow(channels, busy),
    now,
    random: parts.random,
    siblings: parts.siblings,
    isQuietPhase,
    name: channels,
    onWarning: parts.onWarning,
    hide: (text) => tokens.hide(text),
    renewDailyAt: MORNING,
  }).pipe(
    tap((event) => {
      const time = event.kind === 'messages' ? exchangeTimeIn(event.messages.at(-1) ?? '') : undefined
      if (time !== undefined) clock.tell(time, now())
    }),
    missingKinds({ ...busy, channels, now, isQuietPhase, onWarning: parts.onWarning }),
    map((event) => ({ connection: channels, event })),
  )
}
