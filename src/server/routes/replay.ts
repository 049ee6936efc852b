import { type RequestHandler, Router } from 'express'
import type { ReplayCommand, ReplayStatus } from '../../domain/replay.ts'
import { jsonBody } from '../json-body.ts'
import { sendMisfit } from '../misfit.ts'
import { sendProblem } from '../problem.ts'
import { replayOrder } from '../replay-order.ts'
import { replayStatusJson } from '../replay-status-json.ts'

/** The one replay that all clients share. */
export interface ReplayControl {
  readonly status: () => ReplayStatus
  /** Resolves when the command is done: a seek when the place is reached, or another seek or a pause has cut it short. */
  readonly order: (command: ReplayCommand) => Promise<void>
}

const noReplay: RequestHandler = (_request, response) => {
  sendProblem(response, {
    status: 404,
    detail:
      'The source is no replay: start with --source replay --recording PATH. A simulated exchange is steered at /api/replay of its own address, which the log tells.',
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * `GET /api/replay` tells how the replay stands; `POST` takes `{"action": …}` as JSON and answers when it is done. 404 where the source is no
 * replay, 422 for a body that does not fit.
 */
export function replayRoute(replay: ReplayControl | undefined): Router {
  const router = Router()
  if (!replay) return router.all('/api/replay', noReplay)
  router.get('/api/replay', (_request, response) => {
    response.json(replayStatusJson(replay.status()))
  })
  router.post('/api/replay', ...jsonBody('4kb'), async (request, response) => {
    const given: unknown = request.body
    const body = isRecord(given) ? given : {}
    const parsed = replayOrder.safeParse(body)
    if (!parsed.success) {
      sendMisfit(response, body, parsed.error)
      return
    }
    await replay.order(parsed.data)
    response.json(replayStatusJson(replay.status()))
  })
  return router
}
