import { parentPort, workerData } from 'node:worker_threads'
import { appendQueue } from './append-queue.ts'
import { type Database, openDatabase } from './database.ts'
import type { Question, Reply, Request, StoreThreadData } from './protocol.ts'
import { runningCopies } from './running-copies.ts'

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/\s*(This error signals an assertion failure|Stack Trace:)[^]*/, '')
    .replaceAll(/\s*\n\s*/g, ' ')

/** After an error of these kinds the database refuses everything until it is opened again. */
const isInvalid = (error: string): boolean =>
  /^(FATAL|INTERNAL) Error|database has been invalidated/.test(error)

/** The disk did not take what was to be written; it can be when there is room again. */
const isUnwritten = (error: string): boolean => /^IO Error|Failed to commit: Could not/.test(error)

const isFatal = (error: string, ask?: Question['ask']): boolean =>
  isInvalid(error) || (ask === 'append' && isUnwritten(error))

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
  return (question: Request): Promise<unknown> => {
    switch (question.ask) {
      case 'append':
        return append(question)
      case 'query':
        return database.query(question.sql, question.params)
      case 'read':
        return database.history.read(question.sql, question.params)
      case 'copy':
        return copies.run(question.id, (signal) => database.history.copy(question, signal))
      case 'stop':
        return Promise.resolve(copies.stop(question.of))
      case 'page':
        return database.history.page(question.page)
      case 'exportBefore':
        return database.history.exportBefore(question.before, inTurn)
      case 'close':
        return copies.stopAll().then(() => inTurn(() => database.close()))
    }
  }
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

serve(workerData as StoreThreadData).catch((error: unknown) => {
  refuse(0, error)
})
