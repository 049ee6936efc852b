import { probeVenue } from '../../sources/probe-venue.ts'
import type { Source } from '../../sources/source.ts'
import type { Origin } from './origin.ts'

/** A venue that is reached over the network. */
export interface Remote {
  readonly baseUrl: string
  /** The end of its operator's host names. Such a one is never asked whether it is simulated; any other is, for its data must lie apart. */
  readonly domain: string
  /** @param speed - exchange seconds in a second */
  readonly source: (speed: number) => Source
}

/** The origin of a remote venue. Fails when its address does not answer. */
export async function remoteOrigin({ baseUrl, domain, source }: Remote): Promise<Origin> {
  const isReal = new URL(baseUrl).hostname.endsWith(domain)
  const { run, speed } = (isReal ? undefined : await probeVenue(baseUrl)) ?? { run: undefined, speed: 1 }
  return { source: source(speed), run, speed, close: () => Promise.resolve() }
}

/** Both halves of a pair of credentials. Throws one line that says which settings the source needs. */
export function bothOf(
  source: string,
  settings: Readonly<Record<string, string | undefined>>,
): [string, string] {
  const [first, second] = Object.values(settings)
  if (first && second) return [first, second]
  throw new Error(
    `--source ${source} needs ${Object.keys(settings).join(' and ')}, in the environment or in .env; without them use --source exchange.`,
  )
}
