import { firstValueFrom, toArray } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { rest } from '../../client/index.ts'
import { alert, snapshot } from './fixtures.ts'
import { type Loopback, loopback, type LoopbackOptions } from './loopback.ts'

let server: Loopback
const start = async (answer: LoopbackOptions['answer']) => {
  server = await loopback(answer ? { answer } : {})
  return rest(server.url)
}
afterEach(() => server.stop())

describe('rest', () => {
  it('asks for each state and completes', async () => {
    const point = {
      timestamp: '2026-11-20T10:00:00+07:00',
      futures_symbol: '41I1GC000',
      futures_price: 1_290,
      spot_value: 1_288.5,
      basis: 1.5,
      basis_pct: 0.1164,
      is_premium: true,
      state: 'premium',
    }
    const api = await start((path) => {
      if (path === '/api/market/snapshot') return snapshot(25_800)
      return path === '/api/market/alerts' ? [alert(2), alert(1)] : [point]
    })
    expect(await firstValueFrom(api.snapshot().pipe(toArray()))).toEqual([snapshot(25_800)])
    expect(await firstValueFrom(api.alerts(3))).toEqual([alert(2), alert(1)])
    expect(await firstValueFrom(api.basisTrend())).toEqual([point])
    expect(server.asked).toEqual([
      '/api/market/snapshot',
      '/api/market/alerts?limit=3',
      '/api/market/basis-trend?minutes=30',
    ])
  })

  it('asks on subscription only, and anew for each', async () => {
    const api = await start(() => [])
    const alerts$ = api.alerts()
    expect(server.asked).toHaveLength(0)
    await firstValueFrom(alerts$)
    await firstValueFrom(alerts$)
    expect(server.asked).toHaveLength(2)
  })

  it('errors on an error of the server, on text, and on what was not asked for', async () => {
    const wrong = await start((path) => (path.endsWith('alerts') ? { alerts: [] } : undefined))
    await expect(firstValueFrom(wrong.snapshot())).rejects.toThrow('GET /api/market/snapshot answered 404.')
    await expect(firstValueFrom(wrong.alerts())).rejects.toThrow('something else than expected')
    await server.stop()
    const text = await start(() => 'no JSON')
    await expect(firstValueFrom(text.snapshot())).rejects.toThrow('JSON')
  })

  it('cancels the request on unsubscription', async () => {
    let cancelled = false
    const api = await start((_, request) => {
      request.socket.once('close', () => (cancelled = true))
      return { endless: ' '.repeat(50_000_000) }
    })
    const subscription = api.snapshot().subscribe({ error: () => undefined })
    await vi.waitFor(() => expect(server.asked).toHaveLength(1))
    subscription.unsubscribe()
    await vi.waitFor(() => expect(cancelled).toBe(true))
  })
})
