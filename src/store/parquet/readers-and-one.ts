/** Readers beside each other, or one that must be alone. */
export interface ReadersAndOne {
  readonly reading: <T>(task: () => Promise<T>) => Promise<T>
  /** Begins when the readers before it have ended; those after it wait. */
  readonly alone: <T>(task: () => Promise<T>) => Promise<T>
}

/** Whoever comes first is first; each waits only for what it cannot be beside. */
export function readersAndOne(): ReadersAndOne {
  let free: Promise<unknown> = Promise.resolve()
  let readers: Promise<unknown> = Promise.resolve()
  return {
    reading(task) {
      const done = free.then(task)
      readers = Promise.allSettled([readers, done])
      return done
    },
    alone(task) {
      const done = Promise.allSettled([free, readers]).then(task)
      free = done.catch(() => undefined)
      return done
    },
  }
}
