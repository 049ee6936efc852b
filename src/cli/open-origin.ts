import { dnseOrigin } from './origins/dnse.ts'
import { exchangeOrigin } from './origins/exchange.ts'
import type { Origin, OriginOptions } from './origins/origin.ts'
import { ssiOrigin } from './origins/ssi.ts'
import { ssi3Origin } from './origins/ssi3.ts'
import type { Settings } from './settings.ts'

/** Each by the name that `--source` takes. */
const origins = {
  exchange: exchangeOrigin,
  ssi: ssiOrigin,
  ssi3: ssi3Origin,
  dnse: dnseOrigin,
} as const satisfies Record<string, (options: OriginOptions) => Promise<Origin>>

/** The name of a live source. */
export type SourceName = keyof typeof origins

/** The names that `--source` takes. */
export const sourceNames = Object.keys(origins) as readonly SourceName[]

/** The source that the settings have credentials for; the simulated exchange without any. */
export function usualSource({ SSI_CONSUMER_ID, SSI_API_KEY, DNSE_API_KEY }: Settings): SourceName {
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
  return { ...(await origins[name](options)), name }
}
