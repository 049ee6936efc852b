import type { ReplaySpeed } from '../domain/replay.ts'
import { SessionError } from './session/session-error.ts'

/** A run of what is not the market: a simulated exchange, or a recording that is played. */
export interface VenueRun {
  readonly run: string
  /** Of a simulated exchange. */
  readonly seed?: number
  /** What a recording is called. */
  readonly recording?: string
  /** Whether it is a recording of a simulated exchange. */
  readonly simulated?: boolean
  /** Exchange seconds in a second. */
  readonly speed: ReplaySpeed
}

const FORM = /^run=([^;]+); (?:seed=(-?\d+)|recording=([^;]+)); speed=(max|\d+(?:\.\d+)?)$/

/** Longest wait for an answer, ms. */
const PATIENCE = 10_000

/**
 * Tells a simulated exchange and a recording from a real venue, so that their data never mix: the header `x-vnflow-exchange` of any answer
 * names the run, and `x-vnflow-simulated` says whether a recording is of a simulated exchange; `undefined` for a real one. Nothing secret is sent. Fails with a terminal `SessionError` when nobody answers.
 *
 * @param baseUrl - address of the REST host
 */
export async function probeVenue(baseUrl: string): Promise<VenueRun | undefined> {
  const answer = await fetch(baseUrl, { signal: AbortSignal.timeout(PATIENCE) }).catch((cause: unknown) => {
    throw new SessionError(`Nobody answers at ${baseUrl}: ${reasonOf(cause)}. Check the address.`, {
      terminal: true,
    })
  })
  await answer.body?.cancel()
  const [, run, seed, recording, speed] = FORM.exec(answer.headers.get('x-vnflow-exchange') ?? '') ?? []
  return run === undefined
    ? undefined
    : {
        run,
        ...(recording === undefined
          ? { seed: Number(seed) }
          : {
              recording: decodeURIComponent(recording),
              simulated: answer.headers.get('x-vnflow-simulated') === 'true',
            }),
        speed: speed === 'max' ? speed : Number(speed),
      }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
