import { type ColumnBatch, rowCountOf } from './column-batch.ts'

/** Rows of a table that are to be appended. */
export interface Append {
  readonly table: string
  readonly batches: readonly ColumnBatch[]
}

/** How what waits is written. */
export interface AppendQueueOptions {
  /** Does something when what was to be done before is done. */
  readonly inTurn: (task: () => Promise<void>) => unknown
  /** Writes in one transaction, all or nothing; asks for each when those before it are written. */
  readonly write: (appends: Iterable<Append>) => Promise<void>
  /** Whether what waits is another thread's to write. */
  readonly isFatal: (error: unknown) => boolean
}

interface Waiting extends Append {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Rows from which on a transaction takes no more in. */
const MOST = 16_384

/**
 * Appends in the order of the calls; each resolves when it is committed. What waits, and what comes before it is committed, is written in one
 * transaction: to begin and to end one costs half of what a few rows do. When that fails each is written alone, and only those that
 * are wrong are refused; after a fatal error all are.
 */
export function appendQueue({ inTurn, write, isFatal }: AppendQueueOptions) {
  const waiting: Waiting[] = []
  let refused: { readonly why: unknown } | undefined

  async function writeGroup(): Promise<void> {
    const first = waiting.shift()
    if (!first) return
    const group = [first]
    if (refused) first.reject(refused.why)
    else
      await write(taken(group, waiting)).then(
        () => group.forEach(({ resolve }) => resolve()),
        (error: unknown) => refuse(group, error),
      )
  }

  async function refuse(group: readonly Waiting[], why: unknown): Promise<void> {
    if (isFatal(why)) refused = { why }
    if (refused || group.length === 1) for (const { reject } of group) reject(why)
    else for (const one of group) await writeAlone(one)
  }

  async function writeAlone(one: Waiting): Promise<void> {
    if (refused) one.reject(refused.why)
    else await write([one]).then(one.resolve, (error: unknown) => refuse([one], error))
  }

  return (append: Append): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ ...append, resolve, reject })
      inTurn(writeGroup)
    })
}

/** Gives what is in a group, then puts into it what waits by then, and gives that. */
function* taken(group: Waiting[], waiting: Waiting[]): Generator<Append> {
  let rows = 0
  for (const one of group) {
    rows += rowCountOf(one.batches)
    yield one
    const next = rows < MOST ? waiting.shift() : undefined
    // The loop comes to it too.
    if (next) group.push(next)
  }
}
