import { EventEmitter } from 'node:events'
import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from 'vitest/node'

/** What a thread is begun with, and gets anew with each run. */
type Config = Extract<WorkerRequest, { type: 'start' }>['context']['config']

/** The one thread of this process, once it runs. */
let thread: ThreadsPoolWorker | undefined

/** Ends the thread, if there is one. */
export const endThread = async (): Promise<void> => thread?.stop()

/**
 * A worker of vitest whose thread lives on when a run ends. Stryker runs the tests once for each mutant; a thread that lives has
 * their modules, and the next run loads the test files alone: a tenth of the time. Only for modules that keep no state of their own.
 */
export function keptThread(options: PoolOptions): PoolWorker {
  const told = new EventEmitter()
  const listening: [event: string, listener: (message: unknown) => void][] = []
  const answer = (type: 'started' | 'stopped') =>
    queueMicrotask(() => told.emit('message', { __vitest_worker_response__: true, type }))
  let isNew = false
  let config: Config | undefined
  const kept = () => (thread ??= new ThreadsPoolWorker(options))

  return {
    name: 'kept',
    on(event, listener) {
      listening.push([event, listener])
      kept().on(event, listener)
      told.on(event, listener)
    },
    off(event, listener) {
      kept().off(event, listener)
      told.off(event, listener)
    },
    send(message) {
      if (message.type === 'start' && !isNew) {
        config = message.context.config
        answer('started')
      } else if (message.type === 'stop') answer('stopped')
      else if (message.type === 'run' && config) {
        // What it was begun with holds for whatever a run does not say itself.
        const context = { ...message.context, config }
        kept().send({ ...message, context })
      } else kept().send(message)
    },
    deserialize: (data) => data,
    async start() {
      isNew = thread === undefined
      if (isNew) await kept().start()
    },
    stop() {
      for (const [event, listener] of listening) kept().off(event, listener)
      return Promise.resolve()
    },
  }
}
