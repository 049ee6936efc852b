import { Router } from 'express'
import { z } from 'zod'
import type { AlertWhyJson } from '../../domain/wire.ts'
import { fromStore } from '../from-store.ts'
import { sendMisfit } from '../misfit.ts'
import { sendProblem } from '../problem.ts'
import { queryReader, wholeNumber } from '../query.ts'

/** Tells why there was an alert, with the newest `most` of its frames; undefined where no alert has the id. */
export type WhyAlert = (id: string, most: number) => Promise<AlertWhyJson | undefined>

/** How many frames are wanted. */
export const whyQuery = z.object({ frames: wholeNumber(0, 1_000, 200) })

/** `GET /api/alerts/{id}/why`: the frames that made an alert, what was in its window, and its rule with the numbers. */
export function alertWhyRoute(why: WhyAlert, onError: (error: unknown) => void): Router {
  const read = queryReader(whyQuery)
  return Router().get('/api/alerts/:id/why', async (request, response) => {
    const { id } = request.params
    const query = read(request.query)
    if (!query.success) {
      sendMisfit(response, request.query, query.error)
      return
    }
    const found = await fromStore(response, async () => ({ why: await why(id, query.data.frames) }), onError)
    if (found?.why) response.json(found.why)
    else if (found) sendProblem(response, { status: 404, detail: `There is no alert ${JSON.stringify(id)}.` })
  })
}
