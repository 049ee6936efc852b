import { describe, expect, it } from 'vitest'
import { get, serve, session, snapshot, stocks, summary } from '../fixtures.ts'

describe('the market', () => {
  it('answers with the snapshot, and not again while it is the same', async () => {
    const { url } = await serve()
    const first = await get(`${url}/api/market/snapshot`)
    expect(first).toMatchObject({ status: 200, json: snapshot })
    expect(first.headers.get('cache-control')).toBe('no-cache')

    const etag = first.headers.get('etag')
    expect(etag).not.toBeNull()
    // fetch adds `cache-control: no-cache` of its own to a conditional request, which asks for a whole answer.
    const headers = { 'if-none-match': etag ?? '', 'cache-control': 'max-age=0' }
    expect(await get(`${url}/api/market/snapshot`, headers)).toMatchObject({ status: 304, text: '' })
  })

  it('says which place of a replay an answer is of, to pages of other origins, too', async () => {
    const { url, audiences } = await serve()
    const of = async (path: string) =>
      (await get(`${url}/api/market/${path}`)).headers.get('x-vnflow-timeline')
    expect(await of('snapshot')).toBeNull()
    audiences.market.arrive?.(7)
    expect([await of('snapshot'), await of('alerts'), await of('basis-trend')]).toEqual(['7', '7', '7'])
    const { headers } = await get(`${url}/api/market/alerts`, { origin: 'http://localhost:5173' })
    expect(headers.get('access-control-expose-headers')).toContain('X-Vnflow-Timeline')
  })

  it('answers with the foreign flow, with and without a summary', async () => {
    const { url } = await serve()
    expect((await get(`${url}/api/market/foreign-detail`)).json).toEqual({ summary, stocks })
  })

  it('answers with the foreign flow of the VN30 or of all that is watched, and says which (A19)', async () => {
    const { url } = await serve()
    const of = async (query: string) => (await get(`${url}/api/market/foreign-detail${query}`)).json
    expect(await of('')).toMatchObject({ summary: { universe: 'all' } })
    expect(await of('?universe=all')).toMatchObject({ summary: { universe: 'all' } })
    expect(await of('?universe=VN30')).toMatchObject({ summary: { universe: 'VN30' } })
    expect(await of('?universe=HNX')).toMatchObject({
      status: 422,
      errors: [{ field: 'universe', value: 'HNX', allowed: 'one of VN30, all' }],
    })
  })

  it('answers with the session totals', async () => {
    const { url } = await serve()
    expect((await get(`${url}/api/market/volume-stats`)).json).toEqual({ stats: [session] })
  })

  it('answers with the basis of so many minutes, 30 by default', async () => {
    const { url } = await serve()
    const times = async (query: string) => {
      const { json } = await get(`${url}/api/market/basis-trend${query}`)
      return (json as { timestamp: string }[]).map(({ timestamp }) => timestamp)
    }
    expect(await times('')).toEqual(['-30', '-1'])
    expect(await times('?minutes=1')).toEqual(['-1'])
    expect(await times('?minutes=120')).toEqual(['-120', '-30', '-1'])
  })

  it('answers with alerts, newest first, as filtered', async () => {
    const { url } = await serve()
    const ids = async (query: string) => {
      const { json } = await get(`${url}/api/market/alerts${query}`)
      return (json as { id: string }[]).map(({ id }) => id)
    }
    expect(await ids('')).toEqual(['c', 'b', 'a'])
    expect(await ids('?limit=1')).toEqual(['c'])
    expect(await ids('?type=volume_spike')).toEqual(['b'])
    expect(await ids('?severity=critical&limit=200')).toEqual(['c', 'a'])
  })

  it.each([
    ['market/basis-trend?minute=5', 'minute', '5', 'no parameter but minutes'],
    [
      'market/alerts?limit=5&kind=volume_spike',
      'kind',
      'volume_spike',
      'no parameter but limit, type, severity',
    ],
    ['market/snapshot?symbols=FPT', 'symbols', 'FPT', 'no parameter'],
    ['market/volume-stats?symbol=FPT', 'symbol', 'FPT', 'no parameter'],
    ['vn30-components?date=2026-11-20', 'date', '2026-11-20', 'no parameter'],
  ])('refuses a parameter that it does not know: %s', async (path, field, value, allowed) => {
    const { url } = await serve()
    const { status, json } = await get(`${url}/api/${path}`)
    expect(status).toBe(422)
    expect(json).toMatchObject({ errors: [{ field, value, allowed }] })
    expect((json as { errors: unknown[] }).errors).toHaveLength(1)
  })

  it.each(['_', '_t', 't', 'ts', 'v', 'cb', 'nocache', 'token'])(
    'passes over what asks for nothing: %s',
    async (name) => {
      const { url } = await serve()
      expect((await get(`${url}/api/market/snapshot?${name}=1795362350000`)).status).toBe(200)
      expect((await get(`${url}/api/market/alerts?limit=1&${name}=1`)).json).toHaveLength(1)
    },
  )

  it.each([
    ['basis-trend', 'minutes', '0', 'a whole number from 1 to 120'],
    ['basis-trend', 'minutes', '121', 'a whole number from 1 to 120'],
    ['basis-trend', 'minutes', '1.5', 'a whole number from 1 to 120'],
    ['basis-trend', 'minutes', '', 'a whole number from 1 to 120'],
    ['basis-trend', 'minutes', 'NaN', 'a whole number from 1 to 120'],
    ['alerts', 'limit', '201', 'a whole number from 1 to 200'],
    ['alerts', 'limit', '-1', 'a whole number from 1 to 200'],
    [
      'alerts',
      'type',
      'VOLUME_SPIKE',
      'one of volume_spike, price_breakout, foreign_acceleration, basis_divergence, rule',
    ],
    ['alerts', 'severity', 'loud', 'one of info, warning, critical'],
  ])('refuses %s with %s = "%s"', async (path, field, value, allowed) => {
    const { url } = await serve()
    const { status, headers, json } = await get(`${url}/api/market/${path}?${field}=${value}`)
    expect(status).toBe(422)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(json).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      detail: `${field} is "${value}"; allowed is ${allowed}.`,
      errors: [{ field, value, allowed }],
    })
  })

  it('refuses a field that is given twice, and names every wrong field', async () => {
    const { url } = await serve()
    const { json } = await get(`${url}/api/market/alerts?limit=1&limit=2&severity=x`)
    expect(json).toMatchObject({
      errors: [
        { field: 'limit', value: ['1', '2'] },
        { field: 'severity', value: 'x' },
      ],
    })
  })
})
