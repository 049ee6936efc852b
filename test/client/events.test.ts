import { of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { keyed } from '../../client/events.ts'

describe('keyed', () => {
  it('gives the same stream for the same name', () => {
    const trades = keyed((symbol) => of(symbol))
    expect(trades('FPT')).toBe(trades('FPT'))
    expect(trades('FPT')).not.toBe(trades('HPG'))
  })
})
