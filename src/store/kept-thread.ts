import { setTimeout as wait } from 'node:timers/promises'
import { keptAppends } from './kept-appends.ts'
import type { Question, StoreThreadData } from './protocol.ts'
import { type StoreThread, storeThread } from './store-thread.ts'

/** How a thread that died is followed by another. */
export interface KeptThreadOptions {
  /** What is waited before each attempt, ms; after the last one it is given up. Some five minutes together unless said otherwise. */
  readonly waits?: readonly number[]
  /** Told in a line that the thread died, and that another one has the database. */
  readonly onTrouble?: (text: string) => void
  readonly start?: (data: StoreThreadData) => StoreThread
}

/** The thread that owns the database, whichever it is now. */
export interface KeptThread {
  /** Resolves to how far each table has come when the database is open; rejects when it cannot be opened at first. */
  readonly opened: Promise<ReadonlyMap<string, number>>
  /** Asks, and resolves to the answer. What is to be appended waits for another thread; all else is refused while there is none. */
  readonly ask: (question: Question, signal?: AbortSignal) => Promise<unknown>
  /** Resolves when the thread is no more, and none follows. */
  readonly ended: Promise<void>
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

const SECOND = 1_000
const WAITS = [0.25, 0.5, 1, 2, 4, 8, 16, ...Array<number>(9).fill(30)].map((seconds) => seconds * SECOND)

/**
 * Starts the thread of a store, and another when it dies. What is to be appended is kept until it is known to be committed: the new thread
 * is given it but for what its tables have, so each row is there once. When none can be opened, or one after the other dies before it has
 * written anything, what is kept is refused. A store in memory died with its thread.
 */
export function keptThread(data: StoreThreadData, options: KeptThreadOptions = {}): KeptThread {
  const following = new AbortController()
  const isOver = () => following.signal.aborted
  const attempts = attemptsOf(data, options, following.signal)
  const first = attempts.start()
  let thread = first
  /** Why there is none now. */
  let down: Error | undefined
  const kept = keptAppends({
    thread: () => (down && !isOver() ? undefined : thread),
    isLast: isOver,
    onCommitted: () => (attempts.done = 0),
  })

  async function follow(): Promise<void> {
    for (;;) {
      await thread.ended
      if (isOver()) return
      down = thread.dead() ?? new Error(`Store ${data.path} is gone.`)
      options.onTrouble?.(`${sentence(down.message)} It is opened again; until then rows wait.`)
      const next = await another(attempts, (why) => (down = why))
      if (!next) break
      thread = next.thread
      down = undefined
      kept.sendAgain(thread, next.progress)
      options.onTrouble?.(`Store ${data.path} is open again.`)
    }
    following.abort()
    kept.refuseAll(down)
  }

  return {
    opened: first.opened,
    async ask(question, signal) {
      if (question.ask === 'append') return kept.keep(question)
      if (question.ask === 'close') following.abort()
      if (!down) return thread.ask(question, signal)
      if (question.ask !== 'close') throw down
      return undefined
    },
    ended: first.opened.then(follow, () => first.ended),
  }
}

/** How often another thread was tried since something was committed. */
interface Attempts {
  readonly waits: readonly number[]
  done: number
  readonly start: () => StoreThread
  /** Ends the attempts. */
  readonly signal: AbortSignal
}

const attemptsOf = (
  data: StoreThreadData,
  { waits = data.path === ':memory:' ? [] : WAITS, start = storeThread }: KeptThreadOptions,
  signal: AbortSignal,
): Attempts => ({ waits, done: 0, start: () => start(data), signal })

interface Opened {
  readonly thread: StoreThread
  readonly progress: ReadonlyMap<string, number>
}

/** Tries until a thread has opened the database; undefined when it is given up. */
async function another(attempts: Attempts, onFailure: (why: Error) => void): Promise<Opened | undefined> {
  const { waits, start, signal } = attempts
  const isOver = () => signal.aborted
  while (attempts.done < waits.length) {
    await wait(waits[attempts.done], undefined, { signal }).catch(() => undefined)
    if (isOver()) return undefined
    attempts.done += 1
    const thread = start()
    try {
      const progress = await thread.opened
      if (!isOver()) return { thread, progress }
      await thread.ask({ ask: 'close' })
    } catch (error) {
      await thread.ended
      onFailure(error as Error)
    }
  }
  return undefined
}
