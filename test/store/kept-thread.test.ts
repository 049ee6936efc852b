import { join } from 'node:path'
import { concatMap, delay, from, lastValueFrom, of } from 'rxjs'
import { expect, it, onTestFinished } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import { databaseHealth } from '../../src/cli/database-health.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { type StoreThread, storeThread } from '../../src/store/store-thread.ts'
import { rejected } from '../../src/testing/index.ts'
import { get, serve } from '../server/fixtures.ts'
import { folder } from './folder.ts'

/** Opens a store in a file, with its threads: the last one is the one it has. */
async function opened(
  waits: readonly number[],
  made: (thread: StoreThread) => StoreThread = (thread) => thread,
) {
  const threads: StoreThread[] = []
  const told: string[] = []
  const path = join(folder(), 'vnflow.duckdb')
  const store = await openStore(
    { path, onTrouble: (text) => told.push(text.replace(path, 'FILE')) },
    {
      waits,
      start(data) {
        const thread = made(storeThread(data))
        threads.push(thread)
        return thread
      },
    },
  )
  onTestFinished(() => store.close())
  const kill = async () => {
    const last = threads.at(-1)
    last?.terminate()
    await last?.ended
  }
  return { store, path, threads, told, kill }
}

const seqs = async (store: Store) =>
  (await store.query('select seq from rejected')).map(({ seq }) => Number(seq))
const rows = (count: number) => Array.from({ length: count }, (_, i) => rejected({ seq: i + 1 }))

it('writes each row once, though threads die before they have written rows, and before they have said so', async () => {
  let asked = 0
  const dies = async (thread: StoreThread): Promise<never> => {
    thread.terminate()
    await thread.ended
    throw thread.dead() ?? new Error('it lives')
  }
  const { store, threads } = await opened(Array<number>(10).fill(1), (thread) => ({
    ...thread,
    async ask(question, transfer) {
      if (question.ask !== 'append') return thread.ask(question, transfer)
      asked += 1
      if (asked % 3 === 1) return dies(thread)
      const answer = await thread.ask(question, transfer)
      return asked % 3 === 2 ? dies(thread) : answer
    },
  }))
  const all = rows(30)
  await lastValueFrom(
    duckdb(store, tables.rejected, { size: 2 })(from(all).pipe(concatMap((row) => of(row).pipe(delay(1))))),
  )
  expect(await seqs(store)).toEqual(all.map(({ seq }) => seq))
  expect(store.lastSeq('rejected')).toBe(30)
  expect(threads.length).toBeGreaterThan(2)
})

it('makes the process unready meanwhile, and ready again', async () => {
  const { store, told, kill } = await opened([2_000])
  await lastValueFrom(duckdb(store, tables.rejected)(from(rows(3))))
  const health = databaseHealth({ store, patience: 30_000 })
  const { url } = await serve({ health: async () => [await health()] })
  expect(await get(`${url}/health/ready`)).toMatchObject({ status: 200 })

  await kill()
  expect(await get(`${url}/health/ready`)).toMatchObject({
    status: 503,
    json: { status: 'not ready', down: [{ name: 'database' }] },
  })
  await expect.poll(() => get(`${url}/health/ready`), { timeout: 20_000 }).toMatchObject({ status: 200 })
  expect(await seqs(store)).toEqual([1, 2, 3])
  expect(told).toEqual([
    'Store FILE lost its thread, which ended with 1. It is opened again; until then rows wait.',
    'Store FILE is open again.',
  ])
})

it('refuses what waits when the database cannot be opened any more, and is closed at once', async () => {
  const { store, kill } = await opened([])
  await kill()
  await expect(lastValueFrom(duckdb(store, tables.rejected)(from(rows(3))))).rejects.toThrow(
    'lost its thread',
  )

  const waiting = await opened([60_000])
  await waiting.kill()
  const write = lastValueFrom(duckdb(waiting.store, tables.rejected)(from(rows(3))))
  const refused = expect(write).rejects.toThrow('lost its thread')
  await waiting.store.close()
  await refused
})
