import { from, lastValueFrom } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { makeFlow } from '../../src/cli/flow.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { classifiedTrade, marbles, quote } from '../../src/testing/index.ts'

describe('flow', () => {
  it('counts outputs by kind, and tells how long they took', async () => {
    const flow = makeFlow(() => 1_250)
    const outputs = Array.from({ length: 128 }, () => classifiedTrade({ receivedTime: 1_000 }))
    await lastValueFrom(flow.toCounts(from<Output[]>([...outputs, quote()])), { defaultValue: undefined })
    expect([flow.count('trade'), flow.count('quote'), flow.count('bar')]).toEqual([128, 1, 0])
    expect(flow.latency()).toEqual({ median: 250, p99: 250 })
  })

  it('tells no latency of what is read again, nor without a clock', async () => {
    const outputs = Array.from({ length: 128 }, () => classifiedTrade({ receivedTime: 1_000 }))
    for (const flow of [makeFlow(() => 100_000_000), makeFlow()]) {
      await lastValueFrom(flow.toCounts(from<Output[]>(outputs)), { defaultValue: undefined })
      expect(flow.latency()).toBeUndefined()
    }
  })

  it(
    'tells the rate of the last ten seconds, and ends with the outputs',
    marbles((m) => {
      const flow = makeFlow()
      const outputs$ = m.hot<Output>('(aaaa) 1494ms a 20s |', { a: classifiedTrade() })
      m.expect(flow.toCounts(outputs$)).toBeObservable('21501ms |')
      m.flush()
      expect(flow.count('trade')).toBe(5)
      expect(flow.rate('trade')).toBe(0)
    }),
  )
})
