import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import { folder } from './folder.ts'
import { appendTrades } from './parquet/trading-days.ts'

async function storeIn(dir: string): Promise<Store> {
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  return store
}

/** It has no end that anybody would wait for. */
const ENDLESS = 'select count(*) from range(300_000_000_000) as rows(i) where i % 7 = 3'

describe('a copy that is not wanted any more', () => {
  const endless = (store: Store, dir: string, signal?: AbortSignal) =>
    store.copy({ sql: ENDLESS, params: {}, file: join(dir, 'endless.parquet') }, signal)

  it('keeps nobody waiting meanwhile, and is stopped', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    const gone = new AbortController()
    const copies = Array.from({ length: 3 }, () => endless(store, dir, gone.signal))
    const ended = Promise.allSettled(copies)
    await appendTrades(store, [[1, '09:15:00', '2026-11-18']])
    expect(await store.read('select count(*) as rows from trades')).toEqual([{ rows: 1 }])
    gone.abort()
    for (const copy of await ended)
      expect(copy).toMatchObject({ status: 'rejected', reason: { message: /the query was stopped/ } })
    const file = join(dir, 'answer.parquet')
    await store.copy({ sql: 'select 1 as one', params: {}, file })
    expect(await store.query(`select * from '${file}'`)).toEqual([{ one: 1 }])
  })

  it('does not begin when its asker is gone already', async () => {
    const dir = folder()
    await expect(endless(await storeIn(dir), dir, AbortSignal.abort(new Error('gone')))).rejects.toThrow(
      'gone',
    )
  })

  it('does not keep a store from being closed', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    const copies = Array.from({ length: 3 }, () => endless(store, dir))
    const ended = Promise.allSettled(copies)
    await store.close()
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})
