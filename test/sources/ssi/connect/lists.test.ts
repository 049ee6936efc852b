import { afterEach, describe, expect, it, vi } from 'vitest'
import { concat } from 'rxjs'
import { type Lists, lists } from '../../../../src/sources/ssi/connect/lists.ts'
import { at } from '../../../../src/testing/index.ts'

const HOUR = 3_600_000

/** Answers as SSI does; each request is noted with the hour at which it came. */
function answering(refuses: (endpoint: string) => boolean = () => false) {
  const asked: string[] = []
  const rest = (endpoint: string) => {
    asked.push(`${endpoint} ${new Date(Date.now() + 7 * HOUR).toISOString().slice(8, 16)}`)
    if (refuses(endpoint)) return Promise.reject(new Error('no'))
    const row =
      endpoint === 'Securities'
        ? { Market: 'HOSE', Symbol: 'FPT', StockName: 'FPT', StockEnName: 'FPT' }
        : { IndexCode: 'VN30', IndexComponent: [{ Isin: 'FPT', StockSymbol: 'FPT' }] }
    return Promise.resolve({ data: [row], message: 'Success', status: 'SUCCESS' })
  }
  const made = lists({ rest, now: () => Date.now(), random: () => 0.5, onWarning: () => undefined })
  return { asked, made }
}

const follow = ({ securities$, others$ }: Lists) => concat(securities$, others$).subscribe()

describe('the lists of SSI', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('are asked for at the start, and at 08:05 each morning: what is listed meanwhile would be refused for ever', async () => {
    vi.useFakeTimers({ now: at('10:00:00') })
    const { asked, made } = answering()
    const subscription = follow(made)
    await vi.advanceTimersByTimeAsync(47 * HOUR)
    subscription.unsubscribe()
    expect(asked).toEqual([
      'Securities 20T10:00',
      'IndexComponents 20T10:00',
      'Securities 21T08:05',
      'IndexComponents 21T08:05',
      'Securities 22T08:05',
      'IndexComponents 22T08:05',
    ])
    await vi.advanceTimersByTimeAsync(48 * HOUR)
    expect(asked).toHaveLength(6)
  })

  it('are asked for again until they are there, in the morning, too', async () => {
    vi.useFakeTimers({ now: at('08:04:00') })
    let isDown = false
    const { asked, made } = answering((endpoint) => isDown && endpoint === 'Securities')
    const subscription = follow(made)
    await vi.advanceTimersByTimeAsync(30_000)
    isDown = true
    await vi.advanceTimersByTimeAsync(HOUR)
    isDown = false
    await vi.advanceTimersByTimeAsync(HOUR)
    subscription.unsubscribe()
    expect(asked.filter((each) => each.startsWith('Securities')).length).toBeGreaterThan(5)
    expect(asked.at(-1)).toMatch(/^IndexComponents 20T09:0/)
  })
})
