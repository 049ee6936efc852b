import { concat, defer, map, merge, NEVER, type Observable, tap } from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import { ictDate, type Instant, type IsoDate } from '../../domain/time.ts'
import { gapMinutes } from '../gap-minutes.ts'
import { linked } from '../session/linked.ts'
import { marketClock } from '../session/market-clock.ts'
import { session } from '../session/session.ts'
import type { Source } from '../source.ts'
import { ambient } from '../ssi/connect/ambient.ts'
import { type Access, accessOf } from './connect/access.ts'
import { streamAddress } from './connect/address.ts'
import { admission } from './connect/admission.ts'
import { exchangeTimeIn } from './connect/exchange-time.ts'
import { type KnownCodes, knownCodes } from './connect/known-codes.ts'
import { lists } from './connect/lists.ts'
import type { Ssi3Credentials } from './connect/login.ts'
import { minutesOf } from './connect/minutes.ts'
import { rest } from './connect/rest.ts'
import { stream, type StreamTimes } from './connect/stream.ts'
import { topicIn } from './topic.ts'
import { DEFAULT_TOPICS, writtenOut } from './topics.ts'

/** How SSI's FastConnect v3, or the simulated exchange, is reached. */
export interface Ssi3Options extends Ssi3Credentials {
  /** Base address of the stream host; `/ws/v3` is added where it is missing. Without TLS only on this machine, as `baseUrl`. */
  readonly streamUrl: string
  /**
   * What is subscribed to: `trade.FPT`, `quote.HOSE`, `trade.index.VN30`, `market.FLAG`, … The types are trade, quote, room, put,
   * oddlot, market and trade.index; indexsummary and the bars of `@1m` and `@5m` only go into the log.
   */
  readonly topics?: readonly string[]
  /** Of which securities minutes are missing; they are asked for, and told in `ssi3-rest` frames. None unless said. */
  readonly missed$?: Observable<readonly MissedMinutes[]>
  /** Requests to REST in a second, of all that use the same key. */
  readonly requestsPerSecond?: number
  /** The date at the exchange, where it is not that of `now`: a simulated one has its own. */
  readonly today?: () => IsoDate
  /** ms UTC. */
  readonly now?: () => Instant
  /** Evenly spread in [0, 1). */
  readonly random?: () => number
  /** Exchange seconds in a second; above 1 for a simulated exchange that runs fast. */
  readonly speed?: number
  /** Whether it is right that nothing comes now. Without it the phase of HOSE says so, by the time in the messages. */
  readonly isQuietPhase?: (now: Instant) => boolean
  /** Other times than SSI's documents name, ms. */
  readonly times?: Partial<Ssi3Times>
  /** Told what went wrong without ending the stream. Holds no token, secret or one-time password. */
  readonly onWarning?: (message: string) => void
}

/** The times that the source keeps, ms. */
interface Ssi3Times extends StreamTimes {
  /** From one look at an approval to the next. */
  readonly approvalEvery: number
  /** Longest wait for an approval. */
  readonly approvalWithin: number
  /** Longest time from the acknowledgement to the first data while the market is open. */
  readonly proveWithin: number
  /** Longest time without data while the market is open. */
  readonly dataSilence: number
}

const TIMES: Ssi3Times = {
  ack: 5000,
  ping: 30_000,
  silence: 75_000,
  approvalEvery: 5000,
  approvalWithin: 60_000,
  proveWithin: 30_000,
  dataSilence: 90_000,
}

/** Waits of the session, as SSI's own newest client has them, ms. */
const WAITS = { backoff: { first: 2000, most: 60_000 }, stableAfter: 10_000, openWithin: 60_000 }

/** A session is renewed this long before it ends, ms; and each day at about 07:00 in Vietnam, when new contracts are listed. */
const RENEWAL = { renewBefore: 60_000, renewDailyAt: 7 * 3_600_000 }

type Settings = Required<Omit<Ssi3Options, 'isQuietPhase' | 'login' | 'times'>> &
  Pick<Ssi3Options, 'isQuietPhase' | 'login'> & { readonly times: Ssi3Times }

function settingsOf(options: Ssi3Options): Settings {
  const now = options.now ?? ambient.now
  return {
    topics: DEFAULT_TOPICS,
    missed$: NEVER,
    requestsPerSecond: 3,
    today: () => ictDate(now()),
    ...ambient,
    speed: 1,
    onWarning: () => undefined,
    ...options,
    times: { ...TIMES, ...options.times },
  }
}

/**
 * SSI FastConnect v3: the securities, the members of the VN30 and the limits of the day first (`ssi3-rest`), then the data frames
 * (`ssi3`), those of one moment together, with the state of the link (`link`) in its place among them.
 *
 * - One session a key, which everybody in the process shares; its access token is refreshed in time. A login elsewhere ends it; a
 *   session for data is then begun anew, any other needs the user, which is terminal.
 * - The connection is a supervised `session`: a lost one is taken up again by itself, all topics subscribed anew.
 * - Minutes that `missed$` names are asked for, and logged as they come.
 * - A list that cannot be had is a warning; the bundled VN30 stands in, and the list is asked for again. Each morning all are.
 * - Errs with a `SessionError` only when trying again cannot help. Throws a `RangeError` at once for a topic that is none.
 */
export function ssi3(options: Ssi3Options): Source {
  const settings = settingsOf(options)
  const wrong = settings.topics.find((topic) => !topicIn(topic))
  if (wrong !== undefined)
    throw new RangeError(`"${wrong}" is no topic: one is a type and one code, as trade.FPT or market.FLAG.`)
  return defer(() => {
    const access = accessWith(settings)
    const codes = knownCodes()
    const parts = { ...settings, codes, rest: (signal: AbortSignal) => rest(access, signal) }
    const { first$, later$ } = lists(parts)
    const minutes$ = gapMinutes({ ...settings, load: (missed) => minutesOf(missed, parts) })
    return concat(first$, merge(connection(settings, access, codes), later$, minutes$))
  })
}

function accessWith({ times, ...settings }: Settings): Access {
  const approval = { every: times.approvalEvery, within: times.approvalWithin }
  return accessOf({ ...settings, credentials: settings, approval })
}

/** One connection that never ends: a loss is told, and it is opened and subscribed anew. */
function connection(settings: Settings, access: Access, codes: KnownCodes): Source {
  const { now, today, times, speed } = settings
  const { tokens } = access
  const clock = marketClock({ speed })
  // The messages of a slow exchange lie as far apart as its seconds are long.
  const stretch = 1 / Math.min(1, speed)
  const parts = {
    ...settings,
    url: streamAddress(settings.streamUrl),
    tokens,
    admission: admission(tokens),
    topics: () => writtenOut(settings.topics, codes, today()),
  }
  return session<string>((fresh) => stream(parts, fresh), {
    ...WAITS,
    ...RENEWAL,
    now,
    random: settings.random,
    isQuietPhase: settings.isQuietPhase ?? clock.isQuiet,
    name: 'ssi3',
    onWarning: settings.onWarning,
    hide: (text) => tokens.hide(text),
    proveWithin: times.proveWithin * stretch,
    silence: times.dataSilence * stretch,
  }).pipe(
    tap((event) => {
      const time = event.kind === 'messages' ? exchangeTimeIn(event.messages.at(-1) ?? '') : undefined
      if (time !== undefined) clock.tell(time, now())
    }),
    map((event) => ({ connection: 'ssi3', event })),
    linked({ now, source: 'ssi3' }),
  )
}
