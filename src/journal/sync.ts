import { close, closeSync, fdatasync, fdatasyncSync } from 'node:fs'
import { promisify } from 'node:util'

/**
 * When what was written is safe from a power cut (a crash of the process alone loses nothing that was written):
 * - `none`: when the operating system finds the time;
 * - `batch`: an fsync begins within 50 ms, beside the program;
 * - `each`: before `append` returns.
 */
export type Durability = 'none' | 'batch' | 'each'

/** Brings what was written to the disk. */
export interface Sync {
  /** Something was written to `fd`. */
  readonly written: (fd: number) => void
  /** Nothing more will be written to `fd`: it is synced and closed. */
  readonly finish: (fd: number) => void
  /** Resolves when all of the finished files are safe and closed. Rejects when one could not be made so. */
  readonly settled: () => Promise<void>
}

const WITHIN = 50

const syncFile = promisify(fdatasync)
const closeFile = promisify(close)

/** @param onError - told of an fsync that failed: what it should have saved may be lost */
export function sync(durability: Durability, onError: (error: Error) => void): Sync {
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()

  function later(task: () => Promise<void>) {
    work = work.then(task).catch((error: unknown) => {
      onError(error instanceof Error ? error : new Error(String(error)))
    })
  }

  function cancel() {
    clearTimeout(timer)
    timer = undefined
  }

  function written(fd: number) {
    if (durability === 'each') fdatasyncSync(fd)
    if (durability !== 'batch' || timer) return
    timer = setTimeout(() => {
      timer = undefined
      later(() => syncFile(fd))
    }, WITHIN)
  }

  function finish(fd: number) {
    cancel()
    if (durability === 'each') {
      closeSync(fd)
      return
    }
    later(async () => {
      try {
        await syncFile(fd)
      } finally {
        await closeFile(fd)
      }
    })
  }

  return { written, finish, settled: () => work }
}
