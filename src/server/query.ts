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

/** Beside those that begin with `_`: what passes caches by, and a token, which sockets take in their address. */
const ASK_NOTHING: ReadonlySet<string> = new Set(['t', 'ts', 'v', 'cb', 'nocache', 'token'])
const asksNothing = (name: string) => name.startsWith('_') || ASK_NOTHING.has(name)

type Query = Readonly<Record<string, unknown>>

/**
 * Makes the reader of a query. A parameter that the schema does not have does not fit either: an answer to less than was asked would look like
 * one to all of it. Left aside are those that ask for nothing, which programs add on their way: of a name that begins with `_`, or is `t`,
 * `ts`, `v`, `cb`, `nocache` or `token`.
 */
export function queryReader<T extends z.ZodRawShape>(schema: z.ZodObject<T>) {
  const names = Object.keys(schema.shape)
  const allowed = names.length === 0 ? 'no parameter' : `no parameter but ${names.join(', ')}`
  const strict = z.strictObject(schema.shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? allowed : undefined),
  })
  const isKnown = (name: string) => Object.hasOwn(schema.shape, name)
  return (query: Query) =>
    strict.safeParse(
      Object.fromEntries(Object.entries(query).filter(([name]) => isKnown(name) || !asksNothing(name))),
    )
}

/** A query without parameters. */
export const noQuery = z.object({})

/**
 * Answers a request by its query. A query that does not fit the schema is answered with 422, which names each wrong
 * field, what it was and what is allowed; each message of the schema must say what is allowed.
 */
export function withQuery<T extends z.ZodRawShape>(
  schema: z.ZodObject<T>,
  answer: (query: z.output<z.ZodObject<T>>) => unknown,
): RequestHandler {
  const read = queryReader(schema)
  return (request, response) => {
    const parsed = read(request.query)
    if (parsed.success) response.json(answer(parsed.data))
    else sendMisfit(response, request.query, parsed.error)
  }
}
