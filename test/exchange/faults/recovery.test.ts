import { describe, expect, it } from 'vitest'
import { ordeals } from './ordeals.ts'
import { endure } from './recovery.ts'
import { smallTape } from './tape.ts'

describe('a source gets over', () => {
  it.concurrent.each(Object.entries(ordeals))('%s', async (_kind, { entries, source, isMet }) => {
    const outcome = await endure({ entries, tape: smallTape(1), seed: 1, ...(source && { source }) })
    const { told, traded, missing, lost } = outcome
    expect(isMet(outcome)).toBe(true)
    // Nothing doubled, nothing left out.
    expect(told).toEqual(traded)
    for (const [symbol] of traded)
      expect([symbol, missing.get(symbol) ?? 0]).toEqual([symbol, lost.get(symbol) ?? 0])
  })
})
