import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { storeBacklog } from '../../src/cli/store-backlog.ts'

describe('the backlog of a store', () => {
  it('lets all who read go on', async () => {
    const { change, room } = storeBacklog(0)
    change(1)
    let through = 0
    const waited = [room(), room()].map((place) => place?.then(() => (through += 1)))
    change(-1)
    for (const one of waited) await one
    expect(through).toBe(2)
  })

  it('lets a reader wait while too much waits, and go on when it is less', async () => {
    const { change, room } = storeBacklog(2)
    change(1)
    change(1)
    expect(room()).toBeUndefined()
    change(1)
    let isThrough = false
    const waited = room()?.then(() => (isThrough = true))
    await turn()
    expect(isThrough).toBe(false)
    change(-1)
    await waited
    expect(isThrough).toBe(true)
    expect(room()).toBeUndefined()
  })
})
