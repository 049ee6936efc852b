import { concat } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { instrumentList } from '../../../../src/sources/dnse/connect/lists.ts'
import { at } from '../../../../src/testing/index.ts'

const HOUR = 3_600_000

describe('the list of DNSE', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is asked for at the start, and at 08:05 each morning: the VN30 has other members while this runs', async () => {
    vi.useFakeTimers({ now: at('10:00:00') })
    const asked: string[] = []
    const { first$, later$ } = instrumentList({
      rest: () => {
        asked.push(new Date(Date.now() + 7 * HOUR).toISOString().slice(8, 16))
        if (asked.length === 2) return Promise.reject(new Error('no'))
        return Promise.resolve({ data: [{ symbol: 'FPT', marketId: 'STO' }], total: 1 })
      },
      now: () => Date.now(),
      random: () => 0,
      onWarning: () => undefined,
    })
    const times: number[] = []
    const subscription = concat(first$, later$).subscribe(({ receivedTime }) => times.push(receivedTime))
    await vi.advanceTimersByTimeAsync(47 * HOUR)
    subscription.unsubscribe()
    expect(asked.map((time) => time.slice(0, 5))).toEqual(['20T10', '21T08', '21T08', '22T08'])
    expect(times).toHaveLength(3)
    await vi.advanceTimersByTimeAsync(48 * HOUR)
    expect(asked).toHaveLength(4)
  })
})
