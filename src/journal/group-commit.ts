import type { Alarm } from './alarm.ts'

/** What a group commit is of. */
export interface GroupCommitOptions {
  /** Syncs all that is written when it begins; deals with its own failure. */
  readonly sync: () => Promise<void>
  /** How long what is written may still wait, ms; undefined where nothing waits for a sync. */
  readonly due: () => number | undefined
  /** A sync that takes longer is told, ms. */
  readonly slowAfter: number
  readonly alarm: Alarm
}

/** Begins syncs, one after the other. */
export interface GroupCommit {
  /** Something may be due. What is written while a sync goes on shares the next one. */
  readonly soon: () => void
  /** Begins no more, and resolves when the one that goes on is over. */
  readonly end: () => Promise<void>
}

/** All that was written when a sync begins is safe when it ends. */
export function groupCommit({ sync, due, slowAfter, alarm }: GroupCommitOptions): GroupCommit {
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let ended = false

  async function run() {
    timer = undefined
    const watch = setTimeout(
      () => alarm.slow(`the disk is slow: a sync takes more than ${slowAfter / 1_000} s`),
      slowAfter,
    )
    await sync()
    clearTimeout(watch)
    alarm.slow(undefined)
    running = undefined
    soon()
  }

  function soon() {
    if (ended || running !== undefined || timer !== undefined) return
    const wait = due()
    if (wait === undefined) return
    if (wait <= 0) running = run()
    else timer = setTimeout(begin, wait)
  }

  function begin() {
    running = run()
  }

  return {
    soon,
    async end() {
      ended = true
      clearTimeout(timer)
      await running
    },
  }
}
