/** How far a database is behind. */
export interface StoreBacklog {
  /** So many batches more wait, or fewer. */
  readonly change: (by: number) => void
  /** Resolves when few wait; undefined while that is so. */
  readonly room: () => Promise<void> | undefined
}

/** Batches that may wait: some 400 KB each. */
const MOST = 16

/**
 * Lets who reads a log again wait for the database: read faster than it writes, a day of it would lie in memory. A feed cannot wait, and is
 * never asked to.
 */
export function storeBacklog(most = MOST): StoreBacklog {
  let waiting = 0
  let resumes: (() => void)[] = []
  return {
    change(by) {
      waiting += by
      if (waiting > most) return
      for (const resume of resumes) resume()
      resumes = []
    },
    room: () => (waiting > most ? new Promise((resolve) => resumes.push(resolve)) : undefined),
  }
}
