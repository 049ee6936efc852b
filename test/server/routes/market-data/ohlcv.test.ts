import { describe, expect, it } from 'vitest'
import { stored } from './stored.ts'

describe('ohlcv', () => {
  const ask = stored()
  const minute = (datetime: string, price: number, volume: number) => ({
    datetime: `${datetime}:00+07:00`,
    open: price,
    high: price,
    low: price,
    close: price,
    volume,
  })

  it('is candles of a day, newest first, in any case', async () => {
    const { status, json } = await ask('ohlcv/hose/fpt?start_date=2026-11-19')
    expect(status).toBe(200)
    expect(json).toEqual({
      symbol: 'FPT',
      exchange: 'HOSE',
      interval: '1d',
      data: [
        { datetime: '2026-11-20T00:00:00+07:00', open: 102, high: 102, low: 101, close: 101, volume: 700 },
        minute('2026-11-19T00:00', 100, 200),
      ],
      count: 2,
    })
  })

  it('is of an interval, and of the newest so many', async () => {
    const { json } = await ask('ohlcv/HOSE/FPT?interval=1m&limit=1')
    expect(json).toMatchObject({ interval: '1m', data: [minute('2026-11-20T09:17', 101, 400)], count: 1 })
  })

  it('has the end date in it, and a future by any of its names', async () => {
    const of = async (path: string) => ((await ask(path)).json as { readonly count: number }).count
    expect(await of('ohlcv/HNX/FPT?end_date=2026-11-18')).toBe(1)
    expect(await of('ohlcv/DERIVATIVES/VN30F2612')).toBe(1)
  })

  it('is none of what did not trade there', async () => {
    for (const path of ['ohlcv/HOSE/SHS', 'ohlcv/HOSE/NOPE', 'ohlcv/HOSE/FPT?start_date=2026-11-23']) {
      const { status, json } = await ask(path)
      expect([path, status]).toEqual([path, 404])
      expect(json).toMatchObject({ detail: expect.stringMatching(/^Nothing is stored of HOSE:/) as string })
    }
  })

  it.each([
    ['ohlcv/NYSE/FPT', 'exchange'],
    ['ohlcv/HOSE/F-T', 'symbol'],
    ['ohlcv/HOSE/FPT?interval=6h', 'interval'],
    ['ohlcv/HOSE/FPT?limit=5001', 'limit'],
    ['ohlcv/HOSE/FPT?start_date=2026-11-20&end_date=2026-11-19', 'start_date'],
    ['ohlcv/HOSE/FPT?start=2026-11-20', 'start'],
  ])('does not fit: %s', async (path, field) => {
    const { status, json } = await ask(path)
    expect([status, json]).toMatchObject([422, { errors: [{ field }] }])
  })

  it('is not told while the database is down', async () => {
    expect((await ask('ohlcv/HOSE/FPT', true)).status).toBe(503)
  })
})
