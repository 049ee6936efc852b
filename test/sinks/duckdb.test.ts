import { defer, from, lastValueFrom, of, Subject, take, toArray } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { Rejected } from '../../src/domain/event.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { Table } from '../../src/store/table.ts'
import { rejected } from '../../src/testing/index.ts'
import { describeSink } from './contract.ts'

let store: Store
let count = 0
beforeAll(async () => {
  store = await openStore({ path: ':memory:' })
})
afterAll(() => store.close())

/** A table of its own, empty. */
async function table(): Promise<Table<Rejected>> {
  const name = `rejected_${++count}`
  await store.query(`create table ${name} as from rejected limit 0`)
  return { ...tables.rejected, name }
}
const seqs = async ({ name }: Table<Rejected>) =>
  (await store.query(`select seq from ${name}`)).map(({ seq }) => Number(seq))
const rows = (...of: readonly number[]) => of.map((seq) => rejected({ seq }))

describeSink(
  'duckdb',
  { values: rows(1, 2, 3) as [Rejected, Rejected, Rejected], written: [1, 2, 3] },
  async () => {
    const own = await table()
    return { sink: duckdb(store, own), written: () => seqs(own) }
  },
)

describe('duckdb', () => {
  it('writes each row once when the log is run through again', async () => {
    const own = await table()
    const sink = duckdb(store, own, { size: 2 })
    await lastValueFrom(sink(from(rows(1, 2, 2, 2, 4))))
    const counts = await lastValueFrom(sink(from(rows(1, 2, 2, 2, 4, 5, 6))).pipe(toArray()))
    expect(counts).toEqual([2])
    expect(await seqs(own)).toEqual([1, 2, 2, 2, 4, 5, 6])
  })

  it('goes on at the last frame that was committed when it was stopped between two batches', async () => {
    const own = await table()
    const sink = duckdb(store, own, { size: 2, least: 2 })
    const all = rows(1, 2, 3, 3, 3, 4, 5)
    expect(await lastValueFrom(sink(from(all)).pipe(take(1), toArray()))).toEqual([2])
    await lastValueFrom(sink(from(all)))
    expect(await seqs(own)).toEqual([1, 2, 3, 3, 3, 4, 5])
  })

  it('writes what waits when its time has come', async () => {
    const own = await table()
    const rows$ = new Subject<Rejected>()
    const counts: number[] = []
    const subscription = duckdb(store, own, { every: 10 })(rows$).subscribe((count) => counts.push(count))
    rows$.next(rejected({ seq: 1 }))
    await vi.waitFor(() => expect(counts).toEqual([1]))
    expect(store.lastSeq(own.name)).toBe(1)
    subscription.unsubscribe()
  })

  it('drops nothing when the database is slow, and says how many batches wait', async () => {
    const own = await table()
    const onBacklog = vi.fn()
    const sink = duckdb(store, own, { size: 1, backlog: 3, onBacklog })
    await lastValueFrom(sink(from(rows(1, 2, 3, 4, 5))))
    expect(onBacklog.mock.calls).toEqual([[4], [5]])
    expect(await seqs(own)).toEqual([1, 2, 3, 4, 5])
  })

  it('tells what begins to wait and what is committed, until nothing waits', async () => {
    const own = await table()
    const changes: number[] = []
    const sink = duckdb(store, own, { size: 1, least: 1, onWaiting: (change) => changes.push(change) })
    await lastValueFrom(sink(from(rows(1, 2, 3))))
    expect(changes).toEqual([1, 1, 1, -1, -2])
  })

  it('writes at once what has waited', async () => {
    const own = await table()
    const counts = await lastValueFrom(
      duckdb(store, own, { size: 1, least: 1 })(from(rows(1, 2, 3, 4, 5))).pipe(toArray()),
    )
    expect(counts).toEqual([1, 4])
    expect(await seqs(own)).toEqual([1, 2, 3, 4, 5])
    expect(store.lastSeq(own.name)).toBe(5)
  })

  it('writes full batches when they are enough, and at the end what is left', async () => {
    const own = await table()
    const sink = duckdb(store, own, { size: 2, least: 4 })
    expect(await lastValueFrom(sink(from(rows(1, 2, 3))).pipe(toArray()))).toEqual([3])
    const counts = await lastValueFrom(sink(from(rows(4, 5, 6, 7, 8, 9, 10))).pipe(toArray()))
    expect(counts).toEqual([4, 3])
    expect(await seqs(own)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('writes full batches that are not enough when their time has come', async () => {
    const own = await table()
    const rows$ = new Subject<Rejected>()
    const counts: number[] = []
    const options = { size: 1, least: 9, every: 20 }
    const subscription = duckdb(store, own, options)(rows$).subscribe((count) => counts.push(count))
    for (const row of rows(1, 2, 3)) rows$.next(row)
    await vi.waitFor(() => expect(counts).toEqual([3]))
    subscription.unsubscribe()
  })

  it('fails when a batch cannot be written', async () => {
    const broken = { ...tables.rejected, name: 'nowhere' }
    await expect(lastValueFrom(duckdb(store, broken)(of(rejected())))).rejects.toThrow('nowhere')
  })

  it('looks for how far the table has come when it is subscribed to', async () => {
    const own = await table()
    const counts$ = defer(() => duckdb(store, own)(from(rows(1, 2))))
    expect(await lastValueFrom(counts$.pipe(toArray()))).toEqual([2])
    expect(await lastValueFrom(counts$.pipe(toArray()))).toEqual([])
  })
})
