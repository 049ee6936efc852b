import type { RequestHandler } from 'express'
import { z } from 'zod'
import { sendMisfit } from './misfit.ts'

function digits(min: number, max: number) {
  const allowed = `a whole number from ${min} to ${max}`
  return z
    .string({ error: allowed })
    .regex(/^\d{1,15}$/, { error: allowed })
    .transform(Number)
    .pipe(z.number().min(min, { error: allowed }).max(max, { error: allowed }))
}

/** A whole number in a query, written in digits; `fallback` where it is not given. */
export const wholeNumber = (min: number, max: number, fallback: number) =>
  digits(min, max)
    .default(fallback)
    .meta({ param: { schema: { type: 'integer', minimum: min, maximum: max, default: fallback } } })

/** A whole number in a query; undefined where it is not given. */
export const anyWholeNumber = (min: number, max: number) =>
  digits(min, max)
    .optional()
    .meta({ param: { schema: { type: 'integer', minimum: min, maximum: max } } })

/** One of some words in a query; undefined where it is not given. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `one of ${words.join(', ')}` }).optional()

/**
 * Answers a request by its query. A query that does not fit the schema is answered with 422, which names each wrong
 * field, what it was and what is allowed; each message of the schema must say what is allowed.
 */
export const withQuery =
  <T>(schema: z.ZodType<T>, answer: (query: T) => unknown): RequestHandler =>
  (request, response) => {
    const query: Readonly<Record<string, unknown>> = request.query
    const parsed = schema.safeParse(query)
    if (parsed.success) {
      response.json(answer(parsed.data))
      return
    }
    sendMisfit(response, query, parsed.error)
  }
