import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

const sql = readFileSync(new URL('../../sql/queries/securities.sql', import.meta.url), 'utf8')

let store: Store
beforeAll(async () => {
  store = await openStore({ path: ':memory:' })
  await appendTrades(store, [[1, '09:15:00', '2026-11-19']], { venue: 'HNX' })
  await appendTrades(store, [[2, '09:15:00', '2026-11-20']])
  await appendTrades(store, [[3, '09:16:00', '2026-11-20']], { symbol: 'SHS', venue: 'HNX' })
})
afterAll(() => store.close())

const all = { symbol: null, alias: null, other: null, from: '2026-11-19', until: '2026-11-20' }
async function ask(params: object = {}) {
  const given = { ...all, after: null, descending: false, ...params }
  const { body } = await store.page({ sql, params: given, limit: 10, skip: 0, key: 'symbol', form: 'json' })
  return (JSON.parse(new TextDecoder().decode(body)) as { symbol: string; exchange: string }[]).map(
    ({ symbol, exchange }) => `${exchange}:${symbol}`,
  )
}

it('tells each security that traded, where it traded last', async () => {
  expect(await ask()).toEqual(['HOSE:FPT', 'HNX:SHS'])
  expect(await ask({ until: '2026-11-19' })).toEqual(['HNX:FPT'])
})

it('tells one by any of its names', async () => {
  expect(await ask({ symbol: 'ABC', alias: 'SHS', other: 'ABC' })).toEqual(['HNX:SHS'])
  expect(await ask({ symbol: 'ABC', alias: 'ABC', other: 'ABC' })).toEqual([])
})

it('begins where it is told, from either end', async () => {
  expect(await ask({ after: 'FQ' })).toEqual(['HNX:SHS'])
  expect(await ask({ descending: true })).toEqual(['HNX:SHS', 'HOSE:FPT'])
  expect(await ask({ after: 'FQ', descending: true })).toEqual(['HOSE:FPT'])
})
