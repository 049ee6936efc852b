import type { Logger } from 'pino'
import type { Source } from '../sources/source.ts'
import { ssi } from '../sources/ssi/ssi.ts'
import { probeVenue } from '../sources/ssi/connect/probe-venue.ts'
import { embeddedExchange } from './embedded-exchange.ts'
import type { ExchangeOptions } from './exchange.ts'
import type { Settings } from './settings.ts'

/** The names that `--source` takes. */
export const sourceNames = ['exchange', 'ssi'] as const

/** The name of a live source. */
export type SourceName = (typeof sourceNames)[number]

/** Where the frames of a live run come from. */
export interface Origin {
  /** `exchange` for the embedded one, `ssi` for what speaks FastConnect at an address. */
  readonly name: SourceName
  readonly source: Source
  /** The run of the simulated exchange; undefined for the real market. */
  readonly run: string | undefined
  /** Exchange seconds in a second. */
  readonly speed: number
  readonly close: () => Promise<void>
}

const credentials = ({ SSI_CONSUMER_ID: consumerId, SSI_CONSUMER_SECRET: consumerSecret }: Settings) => {
  if (consumerId && consumerSecret) return { consumerId, consumerSecret }
  throw new Error(
    '--source ssi needs SSI_CONSUMER_ID and SSI_CONSUMER_SECRET, in the environment or in .env; without them use --source exchange.',
  )
}

const isSsi = (url: string) => new URL(url).hostname.endsWith('.ssi.com.vn')

/** What an origin is opened with. */
export interface OriginOptions {
  readonly settings: Settings
  readonly exchange: ExchangeOptions
  readonly logger: Logger
}

/** The real exchange is never asked whether it is simulated; every other address is, for its data must lie apart. */
async function ssiOrigin({ settings, logger }: OriginOptions): Promise<Origin> {
  const options = {
    baseUrl: settings.SSI_BASE_URL,
    streamUrl: settings.SSI_STREAM_URL,
    ...credentials(settings),
  }
  const simulated = isSsi(options.baseUrl) ? undefined : (await probeVenue(options)).simulated
  return {
    name: 'ssi',
    source: ssi({ ...options, onWarning: (text) => logger.warn(text) }),
    run: simulated?.run,
    speed: simulated?.speed ?? 1,
    close: () => Promise.resolve(),
  }
}

/** Without credentials: the simulated exchange in a process of its own, spoken to over the wire like the real one. */
async function exchangeOrigin({ exchange, logger }: OriginOptions): Promise<Origin> {
  const { address, close } = await embeddedExchange(exchange)
  const options = {
    baseUrl: address,
    streamUrl: address,
    consumerId: 'embedded',
    consumerSecret: 'embedded',
  }
  const { simulated } = await probeVenue(options).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    name: 'exchange',
    source: ssi({ ...options, onWarning: (text) => logger.warn(text) }),
    run: simulated?.run ?? 'unnamed',
    speed: exchange.speed,
    close,
  }
}

/** Opens the source that is asked for. */
export const openOrigin = (name: SourceName, options: OriginOptions): Promise<Origin> =>
  name === 'ssi' ? ssiOrigin(options) : exchangeOrigin(options)
