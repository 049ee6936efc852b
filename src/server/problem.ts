import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'

/** A part of a request that is not as it must be. */
export interface FieldProblem {
  readonly field: string
  /** What was sent. */
  readonly value: unknown
  /** What may be sent, in words. */
  readonly allowed: string
}

/** Why a request was not answered: problem details of RFC 9457, of the type `about:blank`. */
export interface Problem {
  readonly status: number
  readonly detail: string
  readonly errors?: readonly FieldProblem[]
}

/** The problem as it goes over the wire. The title is the status in words. */
export const problemJson = (problem: Problem) => ({
  type: 'about:blank',
  title: STATUS_CODES[problem.status],
  ...problem,
})

/** Answers with a problem. */
export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').json(problemJson(problem))
}

/** What is wrong with a field, in words. */
export const fieldText = ({ field, value, allowed }: FieldProblem): string =>
  `${field} is ${value === undefined ? 'missing' : JSON.stringify(value)}; allowed is ${allowed}.`

/** 422 for one field. */
export const fieldProblem = (problem: FieldProblem): Problem => ({
  status: 422,
  detail: fieldText(problem),
  errors: [problem],
})

/** Answers 422 for one field. */
export function sendFieldProblem(response: Response, problem: FieldProblem): void {
  sendProblem(response, fieldProblem(problem))
}

/** Answers 404 to whatever reaches it. */
export const notFound: RequestHandler = (request, response) => {
  sendProblem(response, { status: 404, detail: `There is nothing at ${request.method} ${request.path}.` })
}

/** The status of an error that Express or its parts throw about a bad request, as for a path that does not decode. */
function clientStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

/**
 * Answers an error of a route: 500 without a word of what is inside, and hands the error to `onError`.
 * What the request itself caused is answered with its own status and not handed on.
 */
export const failed =
  (onError: (error: unknown) => void): ErrorRequestHandler =>
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  (error: unknown, _request, response, next) => {
    const status = clientStatus(error)
    if (status === undefined) onError(error)
    if (response.headersSent) {
      next(error)
      return
    }
    const detail =
      status === undefined
        ? 'The answer could not be made. The log of the server says why.'
        : 'The request cannot be read.'
    sendProblem(response, { status: status ?? 500, detail })
  }
