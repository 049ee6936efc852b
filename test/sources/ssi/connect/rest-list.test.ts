import { afterEach, describe, expect, it } from 'vitest'
import { restList } from '../../../../src/sources/ssi/connect/rest-list.ts'
import { fakeSsi, type Script } from '../fake-ssi.ts'

const fakes: Awaited<ReturnType<typeof fakeSsi>>[] = []
afterEach(() => {
  for (const fake of fakes.splice(0)) fake.close()
})

async function lists(script: Script) {
  const fake = await fakeSsi(script)
  fakes.push(fake)
  const tokens = {
    get: () => Promise.resolve('token'),
    refuse: () => undefined,
    hide: (text: string) => text,
  }
  const { signal } = new AbortController()
  return { fake, rest: restList({ baseUrl: fake.address, tokens, signal, interval: 0 }) }
}

/** A page of a server that gives a hundred rows at most. */
const smallPage = (index: number, total: number) => ({
  data: Array.from({ length: Math.max(0, Math.min(100, total - (index - 1) * 100)) }, (_, i) => ({
    Symbol: `S${index * 100 + i}`,
  })),
  status: 'Success',
  totalRecord: total,
})

const smallPages =
  (total: number): Script =>
  (_, { query }) => ({ body: smallPage(Number(query.get('pageIndex')), total) })

describe('restList', () => {
  it('reads on where pages are smaller than asked for: what is not listed would be refused', async () => {
    const { fake, rest } = await lists(smallPages(250))
    expect((await rest('Securities'))['data']).toHaveLength(250)
    expect(fake.nth('Securities')).toBe(3)
  })

  it('believes a page without rows more than a total', async () => {
    const { rest } = await lists((_, { query }) => ({
      body: { ...smallPage(Number(query.get('pageIndex')), 150), totalRecord: 400 },
    }))
    expect((await rest('Securities'))['data']).toHaveLength(150)
  })

  it('asks once for rows that hold lists, whatever the total counts', async () => {
    const { fake, rest } = await lists(() => ({
      body: { data: [{ IndexCode: 'VN30', IndexComponent: [{ StockSymbol: 'SSI' }] }], totalRecord: 30 },
    }))
    expect((await rest('IndexComponents'))['data']).toHaveLength(1)
    expect(fake.nth('IndexComponents')).toBe(1)
  })

  it('fails where the most pages hold less than all rows', async () => {
    const { rest } = await lists(smallPages(5000))
    await expect(rest('Securities')).rejects.toMatchObject({
      name: 'SsiError',
      message: 'Securities has more rows than 10 pages gave: 1000.',
      terminal: false,
    })
  })

  it('asks nothing of a server that wants to be left alone, and says for how long', async () => {
    const { fake, rest } = await lists((name) =>
      name === 'Securities'
        ? { status: 429, headers: { 'Retry-After': '1' }, body: 'API calls quota exceeded!' }
        : undefined,
    )
    const message = 'Securities failed with status 429.'
    await expect(rest('Securities')).rejects.toMatchObject({ message, retryAfter: 1000 })
    const error: unknown = await rest('IndexComponents').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message, terminal: false })
    const { retryAfter } = error as { readonly retryAfter: number }
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(1000)
    expect(fake.nth('IndexComponents')).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, retryAfter + 5))
    expect((await rest('IndexComponents'))['data']).toHaveLength(1)
  })
})
