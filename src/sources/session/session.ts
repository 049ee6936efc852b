import { defer, type Observable, Subject, tap } from 'rxjs'
import { reconnect } from '../../../operators/reconnect.ts'
import type { Instant } from '../../domain/time.ts'
import type { Lost, SessionEvent } from './session-event.ts'
import { isTerminal, reasonOf, SessionError } from './session-error.ts'
import { Renewal, supervised } from './supervised.ts'

export type { Lost, SessionEvent } from './session-event.ts'

/** How a session is kept. */
export interface SessionPolicy<T = unknown> {
  /** ms UTC: the wall clock, which credentials end by. */
  readonly now: () => Instant
  /** Evenly spread in [0, 1). */
  readonly random: () => number
  /**
   * Whether it is right that nothing comes at the moment: auctions, lunch, nights, days off. The policy's clock is handed in; a
   * venue with a clock of its own is asked by what it last said, see `marketClock`.
   */
  readonly isQuietPhase: (now: Instant) => boolean
  /** Stands before each warning: which connection. */
  readonly name?: string
  /** Told of each loss that was not planned. */
  readonly onWarning?: (message: string) => void
  /** Takes the secrets out of a text that is about to be told. */
  readonly hide?: (text: string) => string
  /** Upper bound of the first wait after a loss and of any, ms. It doubles with each loss; a random share of it is waited. */
  readonly backoff?: { readonly first: number; readonly most: number }
  /** Shared by the sessions with one far side: where one of them is subscribed the others, which may wait, try again at once; see `reconnect`. */
  readonly siblings?: Subject<void>
  /** A connection that stood so long, ms, is forgiven the losses before it. */
  readonly stableAfter?: number
  /** Longest time from opening to `subscribed`, ms. */
  readonly openWithin?: number
  /** Longest time from `subscribed` to the first data, ms, quiet phases left out. `Infinity`: none has to come. */
  readonly proveWithin?: number
  /** Longest time without data, ms, quiet phases left out. `Infinity`: data may stay away for ever. */
  readonly silence?: number
  /** Which messages are data, and prove that the subscription delivers; all unless said. */
  readonly isData?: (message: T) => boolean
  /** Least time before `endsAt` at which a connection is renewed, ms; up to a minute is added at random. */
  readonly renewBefore?: number
  /** Time of day in Vietnam, ms since midnight, at which a connection is taken anew each day, ten minutes later at most. */
  readonly renewDailyAt?: number
}

const DEFAULTS = {
  name: '',
  onWarning: () => undefined,
  hide: (text: string) => text,
  backoff: { first: 1000, most: 60_000 },
  stableAfter: 60_000,
  openWithin: 30_000,
  proveWithin: 30_000,
  silence: 90_000,
  isData: () => true,
  renewBefore: 5 * 60_000,
  renewDailyAt: undefined,
}

/**
 * A connection that is kept up, whatever happens to it: opened, watched, renewed, and opened anew when it is lost.
 *
 * ```
 *             open()              subscribed                   first data
 *   ┌──────────────► connecting ─────────────► subscribed ─────────────────► delivering ─┐
 *   │                    │                      │      │                       │      │  │ data
 *   │                    │ late, failed         │      │ no proof, failed      │      │  │
 *   │                    ▼                      ▼      │                       │      └──┘
 *   │  jittered wait   lost ◄──────────────────────────┼───────────────────────┘ silent, failed
 *   ├──────────────── `lost`                           │ renewal is due        │ renewal is due
 *   │  no wait                                         ▼                       │
 *   └─────────────── `lost`, planned ◄─────────────────────────────────────────┘
 *   terminal failure, anywhere: the stream errs
 * ```
 *
 * - `open` is one connection, from the credentials to the messages: it is run anew after each loss, so that everything is subscribed
 *   anew. It errs with a `SessionError` when it is lost; that it completes is a loss, too. `fresh` asks it for other credentials
 *   than the last connection had.
 * - A loss waits a random share of a bound that doubles from `backoff.first` to `backoff.most`; when the far side asked for more
 *   (`retryAfter`), that comes first. It ends as soon as one of its `siblings` is subscribed, later each time that it comes to that. A connection that stood for `stableAfter` begins again with the first bound.
 * - Acknowledged is not delivered: `delivering` follows the first data. No data within `proveWithin`, or later for `silence`, is a
 *   loss; time that `isQuietPhase` calls quiet does not count, and what came before it neither.
 * - Renewal is due `renewBefore` ahead of `endsAt`, and in the last hour before that as soon as a phase is quiet; then `open(true)`
 *   runs without a wait. It is told as `lost` with `planned`, for messages can be missed meanwhile.
 * - A terminal `SessionError` ends the stream as its error; nothing else does. Unsubscribing closes the connection.
 */
export function session<T>(
  open: (fresh: boolean) => Observable<SessionEvent<T>>,
  policy: SessionPolicy<T>,
): Observable<SessionEvent<T> | Lost> {
  const settings = { ...DEFAULTS, ...policy }
  const { siblings = new Subject<void>() } = policy
  return defer(() => {
    let fresh = false
    const lost = (error: unknown, retryIn: number): Lost => {
      const planned = error instanceof Renewal
      fresh ||= planned
      const reason = settings.hide(reasonOf(error))
      if (!planned) settings.onWarning(warning(settings.name, reason, retryIn))
      return { kind: 'lost', reason, retryIn, planned }
    }
    const connection$ = defer(() => supervised(open(fresh), settings)).pipe(
      tap(({ kind }) => {
        if (kind !== 'subscribed') return
        fresh = false
        siblings.next()
      }),
    )
    return connection$.pipe(
      reconnect<SessionEvent<T> | Lost>({
        base: settings.backoff.first,
        cap: settings.backoff.most,
        stableAfter: settings.stableAfter,
        random: settings.random,
        isTerminal,
        isPlanned: (error) => error instanceof Renewal,
        retryAfter: (error) => (error instanceof SessionError ? error.retryAfter : undefined),
        sooner$: siblings,
        onLost: lost,
      }),
    )
  })
}

const warning = (name: string, reason: string, retryIn: number): string =>
  `${name === '' ? '' : `${name}: `}${reason} Trying again ${retryIn < 50 ? 'at once' : `in ${(retryIn / 1000).toFixed(1)} s`}.`
