import { getPriority, platform, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../domain/message-of.ts'
import { appendQueue } from './append-queue.ts'
import { type Database, openDatabase } from './database.ts'
import type { Question, Reply, Request, StoreThreadData } from './protocol.ts'
import { runningCopies } from './running-copies.ts'

const oneLine = (error: unknown): string =>
  messageOf(error)
    .replace(/\s*(This error signals an assertion failure|Stack Trace:)[^]*/, '')
    .replaceAll(/\s*\n\s*/g, ' ')

/** After an error of these kinds the database refuses everything until it is opened again. */
const isInvalid = (error: string): boolean =>
  /^(FATAL|INTERNAL) Error|database has been invalidated/.test(error)

/** The disk did not take what was to be written, or memory was short; it can be when there is room again. */
const isUnwritten = (error: string): boolean =>
  /^IO Error|^Out of Memory Error|Failed to commit: (Could not|failed to (pin|allocate))/i.test(error)

const isFatal = (error: string, ask?: Question['ask']): boolean =>
  isInvalid(error) || (ask === 'append' && isUnwritten(error))

/** What is done for each kind of question. */
type Answers = {
  readonly [K in Question['ask']]: (question: Extract<Request, { readonly ask: K }>) => Promise<unknown>
}

/**
 * Batches are written one after the other, in the order they came, and none after one that another thread is to write; queries run beside
 * them.
 */
function makeAnswer(database: Database) {
  let writing: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(task: () => T | Promise<T>): Promise<T> => {
    const done = writing.then(task)
    writing = done.catch(() => undefined)
    return done
  }
  const append = appendQueue({
    inTurn,
    write: database.append,
    isFatal: (error) => isFatal(oneLine(error), 'append'),
  })
  const copies = runningCopies()
  const answers: Answers = {
    append,
    query: ({ sql, params }) => database.query(sql, params),
    read: ({ sql, params }) => database.history.read(sql, params),
    copy: (question) => copies.run(question.id, (signal) => database.history.copy(question, signal)),
    stop({ of }) {
      copies.stop(of)
      return Promise.resolve()
    },
    page: ({ page }) => database.history.page(page),
    exportBefore: ({ before }) => database.history.exportBefore(before, inTurn),
    async close() {
      await copies.stopAll()
      await inTurn(() => database.close())
    },
  }
  return (question: Request): Promise<unknown> =>
    (answers[question.ask] as (question: Request) => Promise<unknown>)(question)
}

const reply = (message: Reply) => parentPort?.postMessage(message)

function refuse(id: number, cause: unknown, ask?: Question['ask']) {
  const error = oneLine(cause)
  const isLast = isFatal(error, ask)
  reply({ id, error, isFatal: isLast })
  // What runs ends first: a thread that is ended while the database works takes the process with it.
  if (isLast) parentPort?.close()
}

async function serve(data: StoreThreadData) {
  const database = await openDatabase(data)
  const answer = makeAnswer(database)
  parentPort?.on('message', (request: Request) => {
    answer(request).then(
      (value) => {
        reply({ id: request.id, value })
        if (request.ask === 'close') parentPort?.close()
      },
      (error: unknown) => refuse(request.id, error, request.ask),
    )
  })
  reply({ id: 0, value: database.progress })
}

// On Linux this is of the calling thread alone. The feed goes first, also before a thread that is begun anew by it.
if (platform() === 'linux') setPriority(Math.max(1, getPriority()))
serve(workerData as StoreThreadData).catch((error: unknown) => {
  refuse(0, error)
})
