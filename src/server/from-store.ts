import { setTimeout as wait } from 'node:timers/promises'
import type { Response } from 'express'
import { sendProblem } from './problem.ts'

/** Longest wait for the database, and when to ask again. */
const PATIENCE = 10_000
const RETRY = '5'

const LATE = Symbol('late')

/**
 * What the database answers. Where it does not, or not in time, the request is answered with 503, `onError` is told, and there is nothing:
 * the next request asks again.
 */
export async function fromStore<T>(
  response: Response,
  ask: (() => Promise<T>) | undefined,
  onError: (error: unknown) => void,
): Promise<T | undefined> {
  const given = new AbortController()
  try {
    const answer = await Promise.race([ask?.(), wait(PATIENCE, LATE, { ref: false, signal: given.signal })])
    if (answer !== undefined && answer !== LATE) return answer
    if (answer === LATE) onError(new Error(`The database did not answer within ${PATIENCE / 1_000} s.`))
  } catch (error) {
    onError(error)
  } finally {
    given.abort()
  }
  response.set('Retry-After', RETRY)
  sendProblem(response, { status: 503, detail: 'Database unavailable' })
  return undefined
}
