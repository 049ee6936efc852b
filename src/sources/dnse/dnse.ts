import { concat, connect, defer, filter, map, merge, type Observable, Subject, switchMap } from 'rxjs'
import type { RawFrame } from '../../domain/frame.ts'
import { ictDate, type Instant } from '../../domain/time.ts'
import { linked, type LinkedEvent } from '../session/linked.ts'
import { marketClock } from '../session/market-clock.ts'
import { session } from '../session/session.ts'
import type { Source } from '../source.ts'
import { ambient } from '../ssi/connect/ambient.ts'
import { connection } from './connect/connection.ts'
import { definitions } from './connect/definitions.ts'
import { expectedFlow } from './connect/expected-flow.ts'
import { instrumentList } from './connect/lists.ts'
import { type Plan, sharesOf } from './connect/plan.ts'
import { restClient } from './connect/rest.ts'
import { type Credentials, hidden, nonces } from './connect/sign.ts'
import { type Followed, followed } from './followed.ts'

/** How DNSE is reached, and what is asked of it. */
export interface DnseOptions extends Credentials {
  /** Base address of REST. */
  readonly baseUrl: string
  /** Base address of the stream host, http(s) or ws(s). */
  readonly streamUrl: string
  /** Securities to follow. Without it: the members of the VN30, as DNSE lists them, and the index futures that trade. */
  readonly symbols?: readonly string[]
  /** What is subscribed to for each of them, channel and board. At least one. */
  readonly channels?: readonly string[]
  /** Indices, by DNSE's names: HNX and UPCOM for HNXINDEX and UPCOMINDEX. */
  readonly indices?: readonly string[]
  /** Product groups whose sessions are told. */
  readonly productGroups?: readonly string[]
  /** Most pairs of a channel and a symbol on one connection. A plain account is said to have about 200; more connections are opened instead. */
  readonly pairsPerConnection?: number
  /** Least time from one REST request to the next, ms. */
  readonly requestInterval?: number
  /** The version of the REST API that is asked for, a date. */
  readonly version?: string
  /** How long DNSE lets a connection live, ms. It is taken anew before that. */
  readonly life?: number
  /** Time from one ping of ours to the next, ms. */
  readonly pingEvery?: number
  /** Longest time without a message of any kind, ms; DNSE pings every three minutes. */
  readonly deafAfter?: number
  /** Whether it is right that nothing comes now. Without it the phase of HOSE says so. */
  readonly isQuietPhase?: (now: Instant) => boolean
  /** Longest time from the acknowledgement to the first data while the market is open, ms. */
  readonly proveWithin?: number
  /** Longest time without data while the market is open, ms. */
  readonly silence?: number
  /** ms UTC */
  readonly now?: () => Instant
  /** Evenly spread in [0, 1). */
  readonly random?: () => number
  /** Told what went wrong without ending the stream. Holds neither key nor secret. */
  readonly onWarning?: (message: string) => void
}

type Optional = 'symbols' | 'isQuietPhase'
type Settings = Required<Omit<DnseOptions, Optional>> & Pick<DnseOptions, Optional>

const HOUR = 3_600_000

const DEFAULTS: Omit<Settings, keyof Credentials | 'baseUrl' | 'streamUrl'> = {
  channels: ['tick_extra.G1', 'top_price.G1', 'foreign.G1', 'security_definition.G1'],
  indices: ['VNINDEX', 'VN30', 'HNX', 'UPCOM'],
  productGroups: ['STO', 'STX', 'UPX', 'FIO'],
  pairsPerConnection: 200,
  requestInterval: 250,
  version: '2026-05-07',
  life: 8 * HOUR,
  pingEvery: 25_000,
  deafAfter: 240_000,
  proveWithin: 30_000,
  silence: 90_000,
  ...ambient,
  onWarning: () => undefined,
}

/** Time of day in Vietnam at which connections are taken anew: from 07:00 on eight hours hold the whole trading day. */
const MORNING = 7 * HOUR

/** When the definitions of a day are there to be asked for: 08:15. */
const DEFINED = 8.25 * HOUR

/**
 * DNSE's market data, OpenAPI v2: the list of securities first (`dnse-rest`), then the messages of the stream as they came (`dnse`), one
 * array for each, with the state of the link (`link`) in its place among them, and the limits of the securities (`dnse-rest`) as REST gives them.
 *
 * - Each connection is a supervised `session`. A lost one is taken up again by itself: `disconnected`, a wait of up to 1 s that doubles
 *   to 60 s, everything subscribed anew, `connected`. What was missed meanwhile shows in the day's totals.
 * - As many connections as the limit of pairs asks for. Each is taken anew at about 07:00 in Vietnam, and before its eight hours are over.
 *   Futures that expire are followed by the next ones from then on.
 * - Limits are asked for when the stream is subscribed to, once a trading day: later than about 08:00 it does not tell them.
 * - What REST refuses is a warning: the list is asked for again, ever more rarely, a limit twice. The list is asked for anew at about 08:05;
 *   members of the VN30 that it names are followed from the next connection on.
 * - Errs with a `SessionError` only when trying again cannot help: the stream refuses the credentials.
 *
 * Throws a `RangeError` at once when `pairsPerConnection` has no room for even one symbol.
 */
export function dnse(options: DnseOptions): Source {
  const settings: Settings = { ...DEFAULTS, ...options }
  // One row for all subscribers: two that begin in one millisecond must not use the same.
  const nonce = nonces(settings.now)
  sharesOf(planOf(settings, ['']))
  return defer(() => {
    const follow = followed(settings)
    const onWarning = (text: string) => settings.onWarning(hidden(text, settings))
    const listParts = { ...settings, onWarning, rest: restClient(settings) }
    const { first$, later$ } = instrumentList(listParts)
    const readLimits = () => definitions(follow.symbols(), listParts)
    const learn = (frame: RawFrame): readonly RawFrame[] => {
      follow.learn(frame)
      return [frame]
    }
    return concat(
      first$.pipe(map(learn)),
      merge(
        defer(() => stream({ ...settings, nonce }, follow)).pipe(
          connect((events$) =>
            merge(
              events$.pipe(linked({ now: settings.now, source: 'dnse' })),
              events$.pipe(
                newDays(settings.now),
                switchMap(readLimits),
                map((frame) => [frame]),
              ),
            ),
          ),
        ),
        later$.pipe(map(learn)),
      ),
    )
  })
}

const planOf = (settings: Settings, symbols: readonly string[]): Plan => ({
  symbols,
  channels: settings.channels,
  general: [
    ...settings.indices.map((name) => `market_index.${name}`),
    ...settings.productGroups.map((name) => `session.${name}.G1`),
  ],
  pairs: settings.pairsPerConnection,
})

/** Subscriptions on another day than the one before, by when a day's definitions are there. */
const newDays = (now: () => Instant) => (events$: Observable<LinkedEvent>) =>
  defer(() => {
    let asked: string | undefined
    return events$.pipe(
      filter(({ event }) => {
        const day = ictDate(now() - DEFINED)
        if (event.kind !== 'subscribed' || day === asked) return false
        asked = day
        return true
      }),
    )
  })

/** All connections. There are as many as at the start, each with its share of what is followed when it is opened. */
function stream(
  settings: Settings & { readonly nonce: () => string },
  follow: Followed,
): Observable<LinkedEvent> {
  const isQuietPhase = settings.isQuietPhase ?? marketClock().isQuiet
  const siblings = new Subject<void>()
  const shares = () => sharesOf(planOf(settings, follow.symbols()))
  const sessions = shares().map((first, i, { length }) => {
    const name = length === 1 ? 'dnse' : `dnse ${i + 1} of ${length}`
    const open = () => connection({ ...settings, channels: shares()[i]?.channels ?? [] })
    return session<string>(open, {
      ...expectedFlow(first, settings),
      now: settings.now,
      random: settings.random,
      siblings,
      isQuietPhase,
      name,
      onWarning: settings.onWarning,
      hide: (text) => hidden(text, settings),
      renewDailyAt: MORNING,
    }).pipe(map((event): LinkedEvent => ({ connection: name, event })))
  })
  return merge(...sessions)
}
