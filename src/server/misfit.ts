import type { Response } from 'express'
import type { z } from 'zod'
import { fieldText, type Problem, sendProblem } from './problem.ts'

/** 422 that names each field that does not fit, what it was and what is allowed, which each message of the schema must say. */
export function misfitOf(given: Readonly<Record<string, unknown>>, { issues }: z.ZodError): Problem {
  const errors = issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]
    return fields.map((field) => ({ field, value: given[field], allowed: issue.message }))
  })
  return { status: 422, detail: errors.map(fieldText).join(' '), errors }
}

/** Answers with what does not fit. */
export function sendMisfit(
  response: Response,
  given: Readonly<Record<string, unknown>>,
  error: z.ZodError,
): void {
  sendProblem(response, misfitOf(given, error))
}
