import { describe, expect, it } from 'vitest'
import { type Append, appendQueue } from '../../src/store/append-queue.ts'
import type { ColumnBatch } from '../../src/store/column-batch.ts'

const rows = (table: string, rowCount = 1): Append => ({ table, batches: [{ rowCount } as ColumnBatch] })

/** A queue over a database that has no table `none`, breaks at `broken`, and is asked `during` each write for what comes meanwhile. */
function queue(during: (table: string) => void = () => undefined) {
  const transactions: string[][] = []
  let writing: Promise<unknown> = Promise.resolve()
  const append = appendQueue({
    inTurn: (task) => (writing = writing.then(task)),
    isFatal: (error) => String(error).includes('broken'),
    async write(appends) {
      const tables: string[] = []
      for (const { table } of appends) {
        await Promise.resolve()
        if (table === 'none' || table === 'broken') throw new Error(table)
        during(table)
        tables.push(table)
      }
      transactions.push(tables)
    },
  })
  const told = async (...appends: readonly Append[]) =>
    (await Promise.allSettled(appends.map(append))).map((result) =>
      result.status === 'fulfilled' ? 'written' : (result.reason as Error).message,
    )
  return { append, told, transactions, ended: () => writing }
}

describe('what waits to be appended', () => {
  it('is one transaction, with what comes meanwhile', async () => {
    const later: Promise<void>[] = []
    const { append, told, transactions, ended } = queue((table) => {
      if (table === 'b') later.push(append(rows('c')))
    })
    expect(await told(rows('a'), rows('b'))).toEqual(['written', 'written'])
    await Promise.all(later)
    await ended()
    expect(transactions).toEqual([['a', 'b', 'c']])
  })

  it('is several when it is many rows', async () => {
    const { told, transactions } = queue()
    await told(rows('a', 10_000), rows('b', 10_000), rows('c'), rows('d', 20_000), rows('e'))
    expect(transactions).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  it('is refused where it is wrong, and nowhere else', async () => {
    const { told, transactions } = queue()
    expect(await told(rows('a'), rows('none'), rows('b'), rows('none'))).toEqual([
      'written',
      'none',
      'written',
      'none',
    ])
    expect(transactions).toEqual([['a'], ['b']])
    expect(await told(rows('c'))).toEqual(['written'])
  })

  it('is another one’s to write after a fatal error, whatever it was written with', async () => {
    const { told, transactions } = queue()
    expect(await told(rows('a'), rows('broken'), rows('b'))).toEqual(['broken', 'broken', 'broken'])
    expect(await told(rows('c'))).toEqual(['broken'])
    expect(transactions).toEqual([])
  })
})
