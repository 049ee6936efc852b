import { SessionError } from './session/session-error.ts'

/** A run of the simulated exchange. */
export interface SimulatedRun {
  readonly run: string
  readonly seed: number
  /** Simulated seconds a second. */
  readonly speed: number
}

const FORM = /^run=([^;]+); seed=(-?\d+); speed=(\d+(?:\.\d+)?)$/

/** Longest wait for an answer, ms. */
const PATIENCE = 10_000

/**
 * Tells the simulated exchange from a real venue, so that their data never mix: the header `x-vnflow-exchange` of any answer names
 * the run; `undefined` for a real one. Nothing secret is sent. Fails with a terminal `SessionError` when nobody answers.
 *
 * @param baseUrl - address of the REST host
 */
export async function probeVenue(baseUrl: string): Promise<SimulatedRun | undefined> {
  const answer = await fetch(baseUrl, { signal: AbortSignal.timeout(PATIENCE) }).catch((cause: unknown) => {
    throw new SessionError(`Nobody answers at ${baseUrl}: ${reasonOf(cause)}. Check the address.`, {
      terminal: true,
    })
  })
  await answer.body?.cancel()
  const [, run, seed, speed] = FORM.exec(answer.headers.get('x-vnflow-exchange') ?? '') ?? []
  return run === undefined ? undefined : { run, seed: Number(seed), speed: Number(speed) }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
