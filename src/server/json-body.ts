import { json, type RequestHandler } from 'express'
import { sendProblem } from './problem.ts'

/** Refuses a body of another type: not read it would be none, and the answer would call its fields missing. */
const onlyJson: RequestHandler = (request, response, next) => {
  // It is false of a body of no bytes, too.
  if (request.is('application/json') !== false || request.get('Content-Length') === '0') {
    next()
    return
  }
  sendProblem(response, {
    status: 415,
    detail: 'The body is JSON, and is to come with Content-Type: application/json.',
  })
}

/**
 * Reads the body of a request as JSON, of at most so many bytes: `limit`, as `1mb`. 400 for what is no JSON, 413 for more than that, 415 for
 * another type, which a page of another origin can send without being asked first.
 */
export const jsonBody = (limit: string): readonly RequestHandler[] => [onlyJson, json({ limit })]
