import { messageOf } from '../domain/message-of.ts'
import type { Store } from '../store/store.ts'
import { damagedPartitions } from './damaged-partitions.ts'

/** How the database stands, as health tells it. */
interface DatabaseHealth {
  readonly name: 'database'
  readonly required: true
  readonly up: boolean
  /** Why it is down, or which past trading dates are damaged. */
  readonly detail?: string
  /** Time of the newest answer. */
  readonly latencyMs?: number
}

/** Whom is asked, and for how long an answer is waited for, ms. */
export interface DatabaseHealthOptions {
  /** Without one it is down. */
  readonly store: Pick<Store, 'query'> | undefined
  readonly patience?: number
}

const SECOND = 1_000

/**
 * Makes what asks the database whether it is there: it is down while it refuses, or does not answer in time, and up again with its next
 * answer. A question that waits is not asked again, so that a stuck database is not given more to do.
 */
export function databaseHealth({
  store,
  patience = 2 * SECOND,
}: DatabaseHealthOptions): () => Promise<DatabaseHealth> {
  let asking: Promise<string | undefined> | undefined
  let latencyMs: number | undefined
  let damaged: readonly string[] = []
  async function ask(): Promise<string | undefined> {
    if (!store) return 'there is none'
    const asked = performance.now()
    try {
      await store.query('select count(*) from progress')
      damaged = (await damagedPartitions(store)).map(({ table, date }) => `${table} of ${date}`)
      latencyMs = Math.round((performance.now() - asked) * 100) / 100
      return undefined
    } catch (error) {
      return messageOf(error)
    } finally {
      asking = undefined
    }
  }

  return async () => {
    asking ??= ask()
    const trouble = await inTime(asking, patience)
    if (trouble !== undefined) return { name: 'database', required: true, up: false, detail: trouble }
    return {
      name: 'database',
      required: true,
      up: true,
      ...(latencyMs !== undefined && { latencyMs }),
      ...(damaged.length > 0 && { detail: `damaged_partitions: ${damaged.length} (${damaged.join(', ')})` }),
    }
  }
}

async function inTime(answer: Promise<string | undefined>, patience: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${patience / SECOND} s`), patience)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
