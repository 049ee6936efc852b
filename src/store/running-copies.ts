/** Copies that run beside the writing: each can be stopped, for it may take as long as its asker can think of. */
export interface RunningCopies {
  /** Runs one, under the number of its question. */
  readonly run: (id: number, copy: (signal: AbortSignal) => Promise<void>) => Promise<void>
  /** Stops the one of this number, if it still runs. */
  readonly stop: (id: number) => void
  /** Stops all, and resolves when none runs any more. */
  readonly stopAll: () => Promise<void>
}

interface Running {
  readonly stopping: AbortController
  readonly done: Promise<void>
}

/** None runs at first. */
export function runningCopies(): RunningCopies {
  const running = new Map<number, Running>()
  const stop = (id: number) => running.get(id)?.stopping.abort(new Error('the query was stopped'))
  return {
    async run(id, copy) {
      const stopping = new AbortController()
      const done = copy(stopping.signal)
      running.set(id, { stopping, done })
      try {
        await done
      } catch (error) {
        // What the database says of it is that it was interrupted.
        stopping.signal.throwIfAborted()
        throw error
      } finally {
        running.delete(id)
      }
    },
    stop,
    async stopAll() {
      const all = [...running.entries()]
      for (const [id] of all) stop(id)
      await Promise.allSettled(all.map(([, { done }]) => done))
    },
  }
}
