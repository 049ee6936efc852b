import type { Response } from 'express'
import type { z } from 'zod'
import { sendProblem } from './problem.ts'

/** Answers 422, and names each field that does not fit, what it was and what is allowed, which each message of the schema must say. */
export function sendMisfit(
  response: Response,
  given: Readonly<Record<string, unknown>>,
  { issues }: z.ZodError,
): void {
  const errors = issues.map(({ path, message }) => {
    const field = String(path[0])
    return { field, value: given[field], allowed: message }
  })
  const detail = errors
    .map(({ field, value, allowed }) => `${field} is ${JSON.stringify(value)}; allowed is ${allowed}.`)
    .join(' ')
  sendProblem(response, { status: 422, detail, errors })
}
