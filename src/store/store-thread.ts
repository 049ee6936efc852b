import { Worker } from 'node:worker_threads'
import type { Question, Reply, Request, StoreThreadData } from './protocol.ts'

/** The thread that owns the database. */
export interface StoreThread {
  /** Resolves to how far each table has come when the database is open; rejects when it cannot be opened. */
  readonly opened: Promise<ReadonlyMap<string, number>>
  /** Asks, and resolves to the answer. `transfer` is handed over, and empty here afterwards. */
  readonly ask: (question: Question, transfer?: readonly ArrayBuffer[]) => Promise<unknown>
  /** Resolves when the thread is no more. */
  readonly ended: Promise<void>
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Starts the thread. When it dies, everything that waits for an answer is rejected. */
export function storeThread(data: StoreThreadData): StoreThread {
  const worker = startWorker(data)
  const waiting = new Map<number, Waiting>()
  let count = 0
  let dead: Error | undefined

  function awaited(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (dead) reject(dead)
      else waiting.set(id, { resolve, reject })
    })
  }

  function end(reason: Error) {
    dead ??= reason
    for (const { reject } of waiting.values()) reject(dead)
    waiting.clear()
  }

  worker.on('message', (reply: Reply) => {
    const { resolve, reject } = waiting.get(reply.id) ?? {}
    waiting.delete(reply.id)
    if ('error' in reply) reject?.(new Error(`Store ${data.path}: ${reply.error}`))
    else resolve?.(reply.value)
  })
  worker.on('error', (error) => end(new Error(`Store ${data.path}: ${error.message}`, { cause: error })))
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end(new Error(`Store ${data.path} is closed.`))
      resolve()
    })
  })

  return {
    opened: opened(awaited(0), data.path),
    ask(question, transfer = []) {
      const request: Request = { ...question, id: ++count }
      const answer = awaited(request.id)
      worker.postMessage(request, transfer)
      return answer
    },
    ended,
  }
}

async function opened(answer: Promise<unknown>, path: string): Promise<ReadonlyMap<string, number>> {
  try {
    return (await answer) as ReadonlyMap<string, number>
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(`Store ${path}: `, '') : String(cause)
    throw new Error(`Cannot open the store ${path}: ${why}.`, { cause })
  }
}

/** From `dist/` the thread is plain JavaScript. From the sources it needs what reads TypeScript, which a thread does not inherit. */
function startWorker(workerData: StoreThreadData): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./worker.js', import.meta.url), { workerData })
  const file = JSON.stringify(new URL('./worker.ts', import.meta.url))
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  return new Worker(`import(${tsx}).then(({ tsImport }) => tsImport(${file}, ${file}))`, {
    eval: true,
    workerData,
  })
}
