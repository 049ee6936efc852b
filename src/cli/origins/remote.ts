import { NEVER, type Observable } from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import type { ReplaySpeed } from '../../domain/replay.ts'
import { probeVenue, type VenueRun } from '../../sources/probe-venue.ts'
import type { Source } from '../../sources/source.ts'
import type { Origin } from './origin.ts'

/** A venue that is reached over the network. */
export interface Remote {
  /** What the real one is called. */
  readonly name: string
  readonly baseUrl: string
  /** The end of its operator's host names. Such a one is never asked whether it is simulated; any other is, for its data must lie apart. */
  readonly domain: string
  readonly source: (pace: RemotePace, missed$: Observable<readonly MissedMinutes[]>) => Source
}

/** How a venue's time passes. */
interface RemotePace {
  /** Exchange seconds in a second. */
  readonly speed: number
  /** Whether a recording is played, of which the order matters that its messages have among each other. */
  readonly isRecording: boolean
}

/** Exchange seconds in a second of a recording that waits for nothing: no silence in it is a real one. */
const FASTEST = 10_000

const REAL: Pick<VenueRun, 'recording' | 'speed' | 'simulated'> & { readonly run: string | undefined } = {
  run: undefined,
  speed: 1,
}

/** The origin of a remote venue. Fails when its address does not answer. */
export async function remoteOrigin({ name, baseUrl, domain, source }: Remote): Promise<Origin> {
  const isReal = new URL(baseUrl).hostname.endsWith(domain)
  const { run, recording, speed, simulated } = (isReal ? undefined : await probeVenue(baseUrl)) ?? REAL
  const pace = { speed: speed === 'max' ? FASTEST : speed, isRecording: recording !== undefined }
  return {
    source: (missed$ = NEVER) => source(pace, missed$),
    label: run === undefined ? name : playedLabel(recording, speed),
    run,
    recording,
    simulated: run !== undefined && (recording === undefined || simulated === true),
    speed,
    close: () => Promise.resolve(),
  }
}

const playedLabel = (recording: string | undefined, speed: ReplaySpeed): string =>
  `${recording === undefined ? 'simulated exchange' : `replay of ${recording}`}, speed ${speed}`

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
