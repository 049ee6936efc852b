import { expect, it } from 'vitest'
import { serve, snapshot, views } from '../fixtures.ts'

const prices = Object.fromEntries(
  Array.from({ length: 100 }, (_, i) => [`S${i}`, { last_price: i, bids: [], asks: [] }]),
)
const large = { ...views, snapshot: () => ({ ...snapshot, prices }) }

it('a large answer is compressed for who takes gzip, and is the same', async () => {
  const { url } = await serve({ views: large })
  const ask = (encoding: string, more: Record<string, string> = {}) =>
    fetch(`${url}/api/market/snapshot`, {
      headers: { 'accept-encoding': encoding, connection: 'close', 'cache-control': 'max-age=0', ...more },
    })
  const zipped = await ask('gzip')
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(zipped.headers.get('vary')).toContain('Accept-Encoding')
  expect(await zipped.json()).toEqual(large.snapshot())
  const plain = await ask('identity')
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('vary')).toContain('Accept-Encoding')
  expect(await plain.json()).toEqual(large.snapshot())
  expect(Number(zipped.headers.get('content-length'))).toBeLessThan(
    Number(plain.headers.get('content-length')) / 3,
  )

  const again = await ask('gzip', { 'if-none-match': zipped.headers.get('etag') ?? '' })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const head = await fetch(`${url}/api/market/snapshot`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

it('a small answer goes as it is', async () => {
  const { url } = await serve()
  const response = await fetch(`${url}/api/vn30-components`, { headers: { connection: 'close' } })
  expect(response.headers.get('content-encoding')).toBeNull()
  expect(await response.json()).toEqual({ symbols: ['FPT', 'HPG'] })
})
