import { Worker } from 'node:worker_threads'
import type { Question, Reply, Request, StoreThreadData } from './protocol.ts'

/** The thread that owns the database. */
export interface StoreThread {
  /** Resolves to how far each table has come when the database is open; rejects when it cannot be opened. */
  readonly opened: Promise<ReadonlyMap<string, number>>
  /** Asks, and resolves to the answer; a `signal` stops a copy. */
  readonly ask: (question: Question, signal?: AbortSignal) => Promise<unknown>
  /** Why it answers nothing more; undefined while it does. */
  readonly dead: () => Error | undefined
  /** Ends it at once, if it is idle: while the database works, the process would end too. */
  readonly terminate: () => void
  /** Resolves when the thread is no more, and its database closed. */
  readonly ended: Promise<void>
}

/** Starts the thread. When it dies, everything that waits for an answer is rejected. */
export function storeThread(data: StoreThreadData): StoreThread {
  const worker = startWorker(data)
  const answers = awaitedAnswers(data.path)
  let count = 0

  worker.on('message', (reply: Reply) => answers.take(reply))
  worker.on('error', (error) =>
    answers.end(new Error(`Store ${data.path}: ${error.message}`, { cause: error })),
  )
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      const how = code === 0 ? 'is closed.' : `lost its thread, which ended with ${code}.`
      answers.end(new Error(`Store ${data.path} ${how}`))
      resolve()
    })
  })

  return {
    opened: opened(answers.of(0), data.path),
    ask(question, signal) {
      const request: Request = { ...question, id: ++count }
      const answer = answers.of(request.id)
      worker.postMessage(request)
      signal?.addEventListener('abort', () => {
        worker.postMessage({ ask: 'stop', of: request.id, id: ++count } satisfies Request)
      })
      return answer
    },
    dead: answers.ended,
    terminate: () => void worker.terminate(),
    ended,
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Who waits for which answer, until no more come. */
function awaitedAnswers(path: string) {
  const waiting = new Map<number, Waiting>()
  let dead: Error | undefined

  function end(reason: Error): void {
    dead ??= reason
    for (const { reject } of waiting.values()) reject(dead)
    waiting.clear()
  }

  return {
    of: (id: number): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (dead) reject(dead)
        else waiting.set(id, { resolve, reject })
      }),
    take(reply: Reply): void {
      const { resolve, reject } = waiting.get(reply.id) ?? {}
      if ('value' in reply) resolve?.(reply.value)
      else {
        const error = new Error(`Store ${path}: ${reply.error}`)
        if (reply.isFatal) end(error)
        reject?.(error)
      }
      waiting.delete(reply.id)
    },
    end,
    ended: () => dead,
  }
}

async function opened(answer: Promise<unknown>, path: string): Promise<ReadonlyMap<string, number>> {
  try {
    return (await answer) as ReadonlyMap<string, number>
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(`Store ${path}: `, '') : String(cause)
    throw new Error(`Cannot open the store ${path}: ${why.replace(/[.!]+$/, '')}.${adviceOn(why, path)}`, {
      cause,
    })
  }
}

/** What to do about a database that is damaged: all that is in it is in the log, or in Parquet. */
const adviceOn = (why: string, path: string): string =>
  /not a valid DuckDB|corrupt|checksum|replaying WAL/i.test(why)
    ? ` It is damaged: move it and ${path}.wal aside, and vnflow start makes it anew from the log.`
    : ''

/** What it makes in JavaScript is gone at once: with as much room for it as V8 gives, the process is 30 MB larger. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 }

/** From `dist/` the thread is plain JavaScript. From the sources it needs what reads TypeScript, which a thread does not inherit. */
function startWorker(workerData: StoreThreadData): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./worker.js', import.meta.url), { workerData, resourceLimits })
  const file = JSON.stringify(new URL('./worker.ts', import.meta.url))
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  return new Worker(`import(${tsx}).then(({ tsImport }) => tsImport(${file}, ${file}))`, {
    eval: true,
    workerData,
    resourceLimits,
  })
}
