import { afterEach, describe, expect, it } from 'vitest'
import { serve, stopServing } from '../wire/serve.ts'
import { ask, login } from './serve3.ts'

afterEach(stopServing)

describe('the rate of requests', () => {
  it('is told with every answer; above it there is 429 with the time to wait', async () => {
    const clock = { now: 0 }
    const rate = { limit: 3, perSecond: 0.5 }
    const address = await serve({ now: () => clock.now, v3: { rate } })
    const { token } = await login(address)
    const left = []
    for (let n = 0; n < 3; n++) {
      const { headers, status } = await ask(address, 'data/indexList', { token })
      expect(status).toBe(200)
      expect(headers.get('X-RateLimit-Limit')).toBe('3')
      expect(headers.has('Retry-After')).toBe(false)
      left.push(headers.get('X-RateLimit-Remaining'))
    }
    expect(left).toEqual(['2', '1', '0'])

    const refused = await ask(address, 'data/indexList', { token })
    expect(refused).toMatchObject({ status: 429, body: { code: 429 } })
    expect(refused.headers.get('Retry-After')).toBe('2')
    clock.now += 1999
    expect((await ask(address, 'data/indexList', { token })).status).toBe(429)
    clock.now += 1
    expect((await ask(address, 'data/indexList', { token })).status).toBe(200)
  })

  it('is counted for each key apart, and by address for who has no token', async () => {
    const address = await serve({ now: () => 0, v3: { rate: { limit: 2, perSecond: 1 } } })
    const one = await login(address, { apiKey: 'one' })
    const other = await login(address, { apiKey: 'other' })
    expect((await login(address)).status).toBe(429)
    for (const { token } of [one, other, one, other]) {
      expect((await ask(address, 'data/indexList', { token })).status).toBe(200)
    }
  })
})
