import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { messageOf } from '../../domain/message-of.ts'
import type { CopyRequest, Row } from '../../store/protocol.ts'
import { fromStore } from '../from-store.ts'
import { jsonBody } from '../json-body.ts'
import { sendMisfit } from '../misfit.ts'
import { type Problem, sendProblem } from '../problem.ts'
import { queryReader } from '../query.ts'
import { bearerTokens, makeRoleOf } from '../token.ts'
import { answerForm, typeOf } from './history/answer-form.ts'

/** What the routes of stored data ask. */
export interface HistoryParts {
  /** Writes the answer to one `SELECT` as a Parquet file, until the signal stops it. */
  readonly copy: (request: CopyRequest, signal: AbortSignal) => Promise<void>
  /** How much of a trading date is stored, a row a security. */
  readonly completeness: (date: string) => Promise<readonly Row[]>
  /** The same rows as an Arrow IPC stream. */
  readonly completenessArrow: (date: string) => Promise<Uint8Array>
  /** What a program must bear to send queries: whoever may read the data folder knows it. */
  readonly key: string
  /** Folder for answers on their way out. */
  readonly temporary: string
}

/** A query of the store, and values for the names in it. */
export const storeQuestion = z.object({
  sql: z.string().min(1).max(1_000_000),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  tables: z.record(z.string(), z.string()).default({}),
})
/** Of which trading date. */
export const completenessQuery = z.object({ date: z.iso.date({ error: 'a trading date as 2026-11-20' }) })
const isLoopback = (address = '') => /^(::ffff:)?127\.|^::1$/.test(address)

/**
 * `GET /api/history/completeness?date=2026-11-20`: what is stored of a trading date against the venue's own count; as Arrow, for who
 * accepts it, the securities alone.
 * `POST /api/query` with `{sql, params, tables}`: the answer as a Parquet file. Only for programs of this machine that know the key: a query may
 * read any file that the server may.
 */
export function historyRoutes(
  { copy, key, temporary, ...counts }: HistoryParts,
  onError: (error: unknown) => void,
): Router {
  const refusal = refusalFor(key)
  const readQuery = queryReader(completenessQuery)
  const router = Router()

  router.get('/api/history/completeness', async (request, response) => {
    const form = answerForm(request, response)
    if (!form) return
    const query = readQuery(request.query)
    if (!query.success) {
      sendMisfit(response, request.query, query.error)
      return
    }
    const { date } = query.data
    const ask = form === 'json' ? counts.completeness : counts.completenessArrow
    const answer = await fromStore<readonly Row[] | Uint8Array>(response, () => ask(date), onError)
    if (answer instanceof Uint8Array) response.type(typeOf(form)).send(Buffer.from(answer))
    else if (answer) response.json(counted(date, answer))
  })

  router.post('/api/query', ...jsonBody('1mb'), async (request, response) => {
    const refused = refusal(request)
    const question = storeQuestion.safeParse(request.body)
    if (refused || !question.success) {
      sendProblem(
        response,
        refused ?? { status: 422, detail: 'The body is JSON: {"sql": …, "params": {…}, "tables": {…}}.' },
      )
      return
    }
    await sendAnswer(response, question.data, { copy, temporary })
  })
  return router
}

/** Sends the answer to a query, which is not made any longer than somebody waits for it. */
async function sendAnswer(
  response: Response,
  question: z.infer<typeof storeQuestion>,
  { copy, temporary }: Pick<HistoryParts, 'copy' | 'temporary'>,
): Promise<void> {
  mkdirSync(temporary, { recursive: true })
  const file = join(temporary, `${randomUUID()}.parquet`)
  const remove = () => rmSync(file, { force: true })
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  try {
    await copy({ ...question, file }, gone.signal)
  } catch (error) {
    remove()
    sendProblem(response, { status: 422, detail: messageOf(error) })
    return
  }
  // What has begun to go out can only be cut; what has not is answered.
  const sent = (error?: Error) => {
    remove()
    if (error && !response.headersSent)
      sendProblem(response, { status: 500, detail: 'The answer could not be read again to be sent.' })
  }
  response.type('application/vnd.apache.parquet').sendFile(file, { dotfiles: 'allow' }, sent)
}

function counted(date: string, securities: readonly Row[]) {
  const complete = securities.filter((row) => row['complete'] === true).length
  return { date, complete, incomplete: securities.length - complete, securities }
}

/** Why a request may not ask; undefined when it may. */
function refusalFor(key: string) {
  const roleOf = makeRoleOf({ read: [], trade: [], admin: [key] })
  return (request: Request): Problem | undefined => {
    if (!isLoopback(request.socket.remoteAddress))
      return { status: 403, detail: 'Queries are answered to programs of this machine only.' }
    if (!roleOf(bearerTokens(request))) return { status: 401, detail: 'The key is missing or wrong.' }
    return undefined
  }
}
