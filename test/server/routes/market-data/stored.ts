import { afterAll, beforeAll } from 'vitest'
import { openStore, type Store } from '../../../../src/store/store.ts'
import { price } from '../../../../src/testing/index.ts'
import { appendTrades } from '../../../store/parquet/trading-days.ts'
import { get, serve } from '../../fixtures.ts'

/** Asks a server that stored trades of three dates: FPT moved from HNX to HOSE. */
export function stored() {
  let store: Store
  beforeAll(async () => {
    store = await openStore({ path: ':memory:' })
    await appendTrades(store, [[1, '09:15:00', '2026-11-18']], {
      price: price(90),
      volume: 100,
      venue: 'HNX',
    })
    await appendTrades(store, [[2, '09:15:00', '2026-11-19']], { price: price(100) })
    await appendTrades(store, [[3, '09:16:00', '2026-11-20']], { price: price(102) })
    await appendTrades(store, [[4, '09:17:00', '2026-11-20']], { price: price(101) })
    await appendTrades(store, [[5, '09:17:00', '2026-11-20']], { symbol: 'SHS', venue: 'HNX' })
    await appendTrades(store, [[6, '09:17:00', '2026-11-20']], { symbol: '41I1GC000', venue: 'DERIVATIVES' })
  })
  afterAll(() => store.close())
  return async (path: string, isDown = false) => {
    const page = isDown ? () => Promise.reject(new Error('gone')) : store.page
    const { url } = await serve({ series: { page, today: () => '2026-11-20' } })
    return get(`${url}/api/v1/market-data/${path}`)
  }
}
