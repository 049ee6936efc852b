import { json, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { isoIct } from '../../domain/time.ts'
import type { ReplayCommand, ReplayStatus } from '../../domain/replay.ts'
import { sendMisfit } from '../misfit.ts'
import { sendProblem } from '../problem.ts'

/** The one replay that all clients share. */
export interface ReplayControl {
  readonly status: () => ReplayStatus
  /** Resolves when the command is done: a seek when the place is reached, or another seek or a pause has cut it short. */
  readonly order: (command: ReplayCommand) => Promise<void>
}

const ACTIONS = ['play', 'pause', 'step', 'seek', 'speed', 'loop'] as const
const said = (error: string) => ({ error })
const speed = said('max, or a number above 0, at most 10000')
const instant = said('an instant with its offset, as 2026-11-20T10:00:00+07:00')

/** What a replay can be told to do, as JSON. */
export const replayOrder = z.discriminatedUnion(
  'action',
  [
    z.object({ action: z.enum(['play', 'pause']) }),
    z.object({
      action: z.literal('step'),
      by: z.enum(['frame', 'second', 'bar'], said('one of frame, second, bar')).default('frame'),
    }),
    z.object({
      action: z.literal('seek'),
      to: z.iso.datetime({ offset: true, ...instant }).transform((text) => Date.parse(text)),
    }),
    z.object({
      action: z.literal('speed'),
      speed: z.union([z.literal('max'), z.number().positive(speed).max(10_000, speed)], speed),
    }),
    z.object({ action: z.literal('loop'), loop: z.boolean(said('true or false')) }),
  ],
  said(`one of ${ACTIONS.join(', ')}`),
)

const statusJson = ({ state, speed, loop, skipsPauses, seq, clock }: ReplayStatus) => ({
  state,
  speed,
  loop,
  skip_pauses: skipsPauses,
  seq,
  time: clock === undefined ? null : isoIct(clock),
})

const noReplay: RequestHandler = (_request, response) => {
  sendProblem(response, {
    status: 404,
    detail: 'The source is no replay: start with --source replay --recording PATH.',
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
    response.json(statusJson(replay.status()))
  })
  router.post('/api/replay', json({ limit: '4kb' }), async (request, response) => {
    const given: unknown = request.body
    const body = isRecord(given) ? given : {}
    const parsed = replayOrder.safeParse(body)
    if (!parsed.success) {
      sendMisfit(response, body, parsed.error)
      return
    }
    await replay.order(parsed.data)
    response.json(statusJson(replay.status()))
  })
  return router
}
