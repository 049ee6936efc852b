import type { Logger } from 'pino'
import type { Observable } from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import type { ReplaySpeed } from '../../domain/replay.ts'
import type { Instant } from '../../domain/time.ts'
import type { Source } from '../../sources/source.ts'
import type { EmbeddedExchange } from '../embedded-exchange.ts'
import type { ExchangeOptions } from '../exchange-options.ts'
import type { Settings } from '../settings.ts'

/** Where the frames of a live run come from. */
export interface Origin {
  /** @param missed$ - of which securities minutes are missing: a source that can asks for them; nothing is asked for without it */
  readonly source: (missed$?: Observable<readonly MissedMinutes[]>) => Source
  /** What the newcomer reads of it. */
  readonly label: string
  /** The run of a simulated exchange or of a recording; undefined for the real market. */
  readonly run: string | undefined
  /** What the recording is called that is played over the wire; undefined for any other venue. */
  readonly recording?: string | undefined
  /** Whether the simulated exchange made its data, now or when it was recorded. */
  readonly simulated: boolean
  /** Exchange seconds in a second. */
  readonly speed: ReplaySpeed
  /** Asks for its clock, where that may be stopped and hurried while it runs; `undefined` when it does not tell. */
  readonly exchangeTime?: () => Promise<Instant | undefined>
  readonly close: () => Promise<void>
}

/** What an origin is opened with. */
export interface OriginOptions {
  readonly settings: Settings
  readonly exchange: ExchangeOptions
  /** The simulated exchange, where it was started already. */
  readonly embedded?: EmbeddedExchange | undefined
  readonly logger: Logger
}
