import { describe, expect, it } from 'vitest'
import { lazy } from '../../src/server/lazy.ts'

describe('lazy', () => {
  it('makes a value when it is first asked for, once for all who ask', async () => {
    let made = 0
    const value = lazy(() => Promise.resolve(++made))
    expect(made).toBe(0)
    expect(await Promise.all([value(), value()])).toEqual([1, 1])
    expect(await value()).toBe(1)
  })

  it('makes it anew where that failed', async () => {
    let tries = 0
    const value = lazy(() => (++tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve('made')))
    await expect(value()).rejects.toThrow('not yet')
    expect(await value()).toBe('made')
  })
})
