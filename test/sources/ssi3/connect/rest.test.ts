import { afterEach, describe, expect, it } from 'vitest'
import { accessOf } from '../../../../src/sources/ssi3/connect/access.ts'
import { rest } from '../../../../src/sources/ssi3/connect/rest.ts'
import { fakeSsi3, type Script } from '../fake-ssi3.ts'

const fakes: Awaited<ReturnType<typeof fakeSsi3>>[] = []
afterEach(() => {
  for (const fake of fakes.splice(0)) fake.close()
})

async function client(script: Script, requestsPerSecond = 1000) {
  const fake = await fakeSsi3(script)
  fakes.push(fake)
  const access = accessOf({
    credentials: { baseUrl: fake.address, apiKey: 'key', apiSecret: 'hush' },
    requestsPerSecond,
    approval: { every: 1, within: 1 },
    now: Date.now,
    random: () => 0.5,
  })
  const aborter = new AbortController()
  return { fake, access, aborter, rest: rest(access, aborter.signal) }
}
const errorOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)
const query = { board: 'HOSE' }

describe('a request for data', () => {
  it('gives the rows, bare or wrapped, and none for the word that there are none', async () => {
    const bodies = [
      [{ a: 1 }],
      { data: [{ a: 1 }] },
      { code: 200, msg: 'success', data: [{ a: 1 }] },
      { code: 204 },
    ]
    const { rest } = await client(({ name, nth }) =>
      name === 'list' ? { body: bodies[nth - 1] } : undefined,
    )
    for (const rows of [[{ a: 1 }], [{ a: 1 }], [{ a: 1 }], []])
      expect(await rest.list('list', query)).toEqual(rows)
  })

  it('is sent in the form of the official clients', async () => {
    const { fake, rest } = await client(() => undefined)
    await errorOf(rest.list('ohlc', { symbol: 'SSI', from: '2026/11/20 09:00:00' }))
    expect(fake.requests.at(-1)?.url).toBe('/api/v3/data/ohlc?symbol=SSI&from=2026/11/20%2009%3A00%3A00')
  })

  it('is sent again when the answer was lost or the server was in trouble', async () => {
    const { fake, rest } = await client(({ name, nth }) => {
      if (name !== 'list') return undefined
      if (nth === 1) return 'lost'
      return nth === 2 ? { status: 503, body: 'oops', headers: { 'retry-after': '0' } } : { body: [1] }
    })
    expect(await rest.list('list', query)).toEqual([1])
    expect(fake.nth('list')).toBe(3)
  })

  it('is sent four times at most', async () => {
    const { fake, rest } = await client(({ name }) =>
      name === 'list'
        ? { status: 500, headers: { 'retry-after': '0' }, body: { code: 500, msg: 'oops' } }
        : undefined,
    )
    expect(await errorOf(rest.list('list', query))).toMatchObject({ message: 'list failed (500): oops.' })
    expect(fake.nth('list')).toBe(4)
  })

  it('waits as long as it is told when there were too many, and not for ever', async () => {
    const { rest } = await client(({ name, nth }) => {
      if (name !== 'list') return undefined
      return nth === 1 ? { status: 429, headers: { 'retry-after': '1' }, body: '' } : { body: [1] }
    })
    const before = Date.now()
    expect(await rest.list('list', query)).toEqual([1])
    expect(Date.now() - before).toBeGreaterThan(950)
    const other = await client(({ name }) =>
      name === 'list'
        ? { status: 429, headers: { 'retry-after': '31' }, body: { code: 429, msg: 'Wait' } }
        : undefined,
    )
    expect(await errorOf(other.rest.list('list', query))).toMatchObject({
      message: 'list failed (429): Wait.',
      retryAfter: 31_000,
    })
    expect(other.fake.nth('list')).toBe(1)
  })

  it('is not sent again when it was wrong, whatever the status says', async () => {
    for (const [status, code] of [
      [400, 400208],
      [200, 400006],
      [200, 504207],
      [504, 504208],
      [403, 403100],
    ] as const) {
      const { fake, rest } = await client(({ name }) =>
        name === 'list' ? { status, body: { code, msg: 'hush' } } : undefined,
      )
      expect(await errorOf(rest.list('list', query))).toMatchObject({
        message: `list failed (${code}): ***.`,
      })
      expect(fake.nth('list')).toBe(1)
    }
  })

  it('renews a token that is refused, once', async () => {
    const refusal = { status: 401, body: { code: 401, msg: 'Unauthorized' } }
    const { fake, rest } = await client(({ name, nth }) =>
      name === 'list' ? (nth === 1 ? refusal : { body: [1] }) : undefined,
    )
    expect(await rest.list('list', query)).toEqual([1])
    expect(fake.nth('refresh')).toBe(1)
    const other = await client(({ name }) => (name === 'list' ? refusal : undefined))
    expect(await errorOf(other.rest.list('list', query))).toMatchObject({
      message: 'list failed (401): Unauthorized.',
    })
    expect([other.fake.nth('list'), other.fake.nth('refresh')]).toEqual([2, 1])
  })

  it('keeps to the rate, and rests when no request is left', async () => {
    const { rest } = await client(({ name, nth }) =>
      name === 'list' ? { body: [1], headers: nth === 1 ? { 'X-RateLimit-Remaining': '0' } : {} } : undefined,
    )
    const before = Date.now()
    await rest.list('list', query)
    expect(Date.now() - before).toBeLessThan(900)
    await rest.list('list', query)
    expect(Date.now() - before).toBeGreaterThan(950)
  })

  it('ends when it is aborted, also while it waits', async () => {
    const { aborter, rest, fake } = await client(({ name }) =>
      name === 'list' ? { status: 503, body: '' } : undefined,
    )
    const failing = errorOf(rest.list('list', query))
    setTimeout(() => aborter.abort(), 100)
    expect(await failing).toMatchObject({ name: 'AbortError' })
    expect(fake.nth('list')).toBe(1)
  })
})

describe('pages', () => {
  const paged =
    (sizes: readonly number[], more: object = {}): Script =>
    ({ name, query: asked }) => {
      if (name !== 'list') return undefined
      const size = sizes[Number(asked.get('pageIndex')) - 1] ?? 0
      return {
        body: size === 0 ? { code: 204 } : { ...more, data: Array.from({ length: size }, (_, i) => i) },
      }
    }

  it.each([
    ['a short page', [1000, 1000, 3], {}, 2003, 3],
    ['no page', [1000, 0], {}, 1000, 2],
    ['the count of all', [1000, 1000, 1000], { itemsCount: 2000 }, 2000, 2],
    ['the first page', [], {}, 0, 1],
    ['a short one of a smaller size', [10, 10, 4], { pageSize: 10 }, 24, 3],
  ])('end with %s', async (_, sizes, more, rows, requests) => {
    const { fake, rest } = await client(paged(sizes, more))
    expect(await rest.rows('list', query)).toHaveLength(rows)
    expect(fake.nth('list')).toBe(requests)
  })
})
