import { type Credentials, requestToken } from './access-token.ts'

/** A run of the simulated exchange. */
interface SimulatedRun {
  readonly run: string
  readonly seed: number
  /** Simulated seconds a second. */
  readonly speed: number
}

/** What stands behind an address. */
export interface Venue {
  /** The run of the simulated exchange; `undefined` for a real one. */
  readonly simulated: SimulatedRun | undefined
}

const FORM = /^run=([^;]+); seed=(-?\d+); speed=(\d+(?:\.\d+)?)$/

/**
 * Tells the simulated exchange from a real one, so that their data never mix: asks for a token, and reads the header
 * `x-vnflow-exchange` of the answer. Fails as `requestToken` does.
 */
export async function probeVenue(credentials: Credentials): Promise<Venue> {
  const { headers } = await requestToken(credentials)
  const [, run, seed, speed] = FORM.exec(headers.get('x-vnflow-exchange') ?? '') ?? []
  return { simulated: run === undefined ? undefined : { run, seed: Number(seed), speed: Number(speed) } }
}
