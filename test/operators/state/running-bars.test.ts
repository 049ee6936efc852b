import { describe, expect, it } from 'vitest'
import type { OpenBar } from '../../../operators/state/open-bar.ts'
import { noRunningBars, runningBars } from '../../../operators/state/running-bars.ts'
import { changeableBars, toldBars } from '../../../operators/state/told-bars.ts'
import { at, classifiedTrade, gap, price } from '../../../src/testing/index.ts'

const minute = (of: number) => at('10:00:00') + of * 60_000
const traded = (symbol: string, vnd = 100) => classifiedTrade({ symbol, price: price(vnd) })

const running = () => {
  const told = toldBars(changeableBars())
  return { told, ...runningBars(noRunningBars(), told) }
}
const shown = (show: (tell: (bar: OpenBar) => void) => void) => {
  const symbols: string[] = []
  show(({ symbol }) => symbols.push(symbol))
  return symbols
}
const nobody = () => undefined

describe('runningBars', () => {
  it('gives all trades of a security the same bar, until the interval is over', () => {
    const { of, close } = running()
    const first = of(traded('FPT', 100), minute(0))
    expect(of(traded('FPT', 101), minute(0))).toBe(first)
    expect(first).toMatchObject({ open: price(100), start: minute(0) })
    close(nobody)
    expect(of(traded('FPT', 102), minute(1))).toMatchObject({ open: price(102), start: minute(1) })
    expect(first).toMatchObject({ open: price(100), start: minute(0) })
  })

  it('shows them in the order of their first trades', () => {
    const { of, each, close } = running()
    for (const symbol of ['FPT', 'ACB', 'FPT']) of(traded(symbol), minute(0))
    expect(shown(each)).toEqual(['FPT', 'ACB'])
    expect(shown(close)).toEqual(['FPT', 'ACB'])
    expect(shown(each)).toEqual([])
  })

  it('keeps those of an interval that is over for late trades', () => {
    const { told, of, close } = running()
    const bar = of(traded('FPT'), minute(0))
    close(nobody)
    expect(told.reopen(traded('FPT'), minute(0))).toBe(bar)
  })

  it('takes a bar that no late trade can change any more again, as new', () => {
    const { of, close } = running()
    const bars = [0, 1, 2, 3].map((start) => {
      const bar = of(traded('FPT'), minute(start))
      Object.assign(bar, { high: price(200), volume: 7, filledVolume: 7, revision: 7 })
      close(nobody)
      return bar
    })
    const again = of(traded('FPT', 105), minute(4))
    expect(again).toBe(bars[0])
    expect(again).toEqual(running().of(traded('FPT', 105), minute(4)))
  })

  it('takes none again that a list may still complete', () => {
    const { told, of, close } = running()
    told.miss(gap({ symbol: 'ACB', from: minute(0), to: minute(1) }))
    const bars = [0, 1, 2, 3, 4].map((start) => {
      const bar = of(traded('FPT'), minute(start))
      close(nobody)
      return bar
    })
    expect(new Set(bars).size).toBe(5)
  })
})
