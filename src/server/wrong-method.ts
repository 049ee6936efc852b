import type { RequestHandler } from 'express'
import { lazy } from './lazy.ts'
import { sendProblem } from './problem.ts'

interface Path {
  readonly matches: RegExp
  readonly methods: readonly string[]
}

/** Of each operation; read with the first request that no route took. */
const paths = lazy(async (): Promise<readonly Path[]> => {
  const { operations } = await import('./openapi/operations.ts')
  return operations.map(({ path, method }) => ({
    matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
    methods: method === 'get' ? ['GET', 'HEAD'] : ['POST'],
  }))
})

/** Answers 405 with `Allow` to what no route took, where one would take it by another method; leaves all else to the next. */
export const wrongMethod: RequestHandler = async ({ method, path }, response, next) => {
  const methods = (await paths())
    .filter(({ matches }) => matches.test(path))
    .flatMap((found) => found.methods)
  if (methods.length === 0 || methods.includes(method)) {
    next()
    return
  }
  const allowed = methods.join(', ')
  response.set('Allow', allowed)
  sendProblem(response, { status: 405, detail: `${path} takes no ${method}; allowed is ${allowed}.` })
}
