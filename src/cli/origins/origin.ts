import type { Logger } from 'pino'
import type { Observable } from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import type { Source } from '../../sources/source.ts'
import type { ExchangeOptions } from '../exchange.ts'
import type { Settings } from '../settings.ts'

/** Where the frames of a live run come from. */
export interface Origin {
  readonly source: Source
  /** The run of the simulated exchange; undefined for the real market. */
  readonly run: string | undefined
  /** Exchange seconds in a second. */
  readonly speed: number
  readonly close: () => Promise<void>
}

/** What an origin is opened with. */
export interface OriginOptions {
  readonly settings: Settings
  readonly exchange: ExchangeOptions
  readonly logger: Logger
  /** Of which securities minutes are missing: a source that can asks for them. Nothing is asked for without it. */
  readonly missed$?: Observable<readonly MissedMinutes[]>
}
