import type { Origin, OriginOptions } from './origins/origin.ts'

type Opening = (options: OriginOptions) => Promise<Origin>

/** Each by the name that `--source` takes; imported where it is opened, for only one ever is. */
const origins = {
  exchange: async () => (await import('./origins/exchange.ts')).exchangeOrigin,
  ssi: async () => (await import('./origins/ssi.ts')).ssiOrigin,
  ssi3: async () => (await import('./origins/ssi3.ts')).ssi3Origin,
  dnse: async () => (await import('./origins/dnse.ts')).dnseOrigin,
} as const satisfies Record<string, () => Promise<Opening>>

/** The name of a live source. */
export type SourceName = keyof typeof origins

/** The names that `--source` takes. */
export const sourceNames = Object.keys(origins) as readonly SourceName[]

/** What says whose feed is meant: settings, or the environment that they are read from. */
type Credentials = Partial<Record<'SSI_CONSUMER_ID' | 'SSI_API_KEY' | 'DNSE_API_KEY', string | undefined>>

/** The source that the settings have credentials for; the simulated exchange without any. */
export function usualSource({ SSI_CONSUMER_ID, SSI_API_KEY, DNSE_API_KEY }: Credentials): SourceName {
  if (SSI_CONSUMER_ID) return 'ssi'
  if (SSI_API_KEY) return 'ssi3'
  return DNSE_API_KEY ? 'dnse' : 'exchange'
}

/** An origin that is open, and what it was asked for as. */
export interface NamedOrigin extends Origin {
  readonly name: SourceName
}

/** Opens the source that is asked for. */
export async function openOrigin(name: SourceName, options: OriginOptions): Promise<NamedOrigin> {
  const open = await origins[name]()
  return { ...(await open(options)), name }
}
