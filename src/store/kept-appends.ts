import { lastSeqOf } from './column-batch.ts'
import type { Question } from './protocol.ts'
import type { StoreThread } from './store-thread.ts'

/** A question to append. */
type Append = Extract<Question, { ask: 'append' }>

/** What is to be appended, until it is known to be committed. */
export interface KeptAppends {
  /** Keeps it; resolves when it is committed, by whichever thread. */
  readonly keep: (append: Append) => Promise<unknown>
  /** Gives a thread what is kept, in its order, but for what its tables have. */
  readonly sendAgain: (thread: StoreThread, progress: ReadonlyMap<string, number>) => void
  readonly refuseAll: (error: Error) => void
}

/** Who takes what is kept, and is told when something is committed. */
interface Ends {
  /** The thread there is; undefined when it has to wait for another one. */
  readonly thread: () => StoreThread | undefined
  /** True when no other thread follows. */
  readonly isLast: () => boolean
  readonly onCommitted: () => void
}

interface Kept {
  readonly append: Append
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Nothing is kept yet. */
export function keptAppends({ thread, isLast, onCommitted }: Ends): KeptAppends {
  const kept = new Set<Kept>()

  async function send(one: Kept, to: StoreThread): Promise<void> {
    try {
      const value = await to.ask(one.append)
      kept.delete(one)
      onCommitted()
      one.resolve(value)
    } catch (error) {
      // What a thread that died had written the next one says.
      if (to.dead() && !isLast()) return
      kept.delete(one)
      one.reject(error as Error)
    }
  }

  return {
    keep: (append) =>
      new Promise((resolve, reject) => {
        const one = { append, resolve, reject }
        kept.add(one)
        const to = thread()
        if (to) void send(one, to)
      }),
    sendAgain(to, progress) {
      for (const one of kept) {
        const { table, batches } = one.append
        if (lastSeqOf(batches) > (progress.get(table) ?? 0)) void send(one, to)
        else {
          kept.delete(one)
          one.resolve(undefined)
        }
      }
    },
    refuseAll(error) {
      for (const { reject } of kept) reject(error)
      kept.clear()
    },
  }
}
