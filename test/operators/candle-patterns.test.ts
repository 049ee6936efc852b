import { bullishengulfingpattern, doji } from 'technicalindicators'
import { describe, expect, it } from 'vitest'
import { type CandlePattern, candlePatterns } from '../../operators/candle-patterns.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import { priceOfHundredths as price } from '../../src/domain/money.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, indication, library, walks } from './walk.ts'

const candle = (place: number, [open, high, low, close]: readonly [number, number, number, number]) =>
  bar(place, close, { open: price(open), high: price(high), low: price(low) })
const quiet = [0, 1, 2].map((place) => candle(place, [10_000, 10_400, 9_900, 10_300]))
const down = candle(3, [10_300, 10_400, 9_700, 9_800])
const up = candle(4, [9_700, 10_500, 9_600, 10_400])

describe('candlePatterns', () => {
  operatorContract<Bar, Indication<readonly CandlePattern[]>>({
    operator: () => candlePatterns({ only: ['bullishengulfingpattern', 'doji'] }),
    source: '  -a-b-c-d-u-n-|',
    inputs: {
      a: quiet[0]!,
      b: quiet[1]!,
      c: quiet[2]!,
      d: down,
      u: up,
      n: candle(5, [10_400, 10_600, 10_300, 10_500]),
    },
    expected: '---------x---|',
    outputs: { x: indication('candlePatterns', up, ['bullishengulfingpattern']) },
  })

  it('looks for all patterns when nothing else is said', () => {
    const [found] = run([...quiet, down, up], candlePatterns())
    expect(found?.value).toContain('bullishengulfingpattern')
    expect([...(found?.value ?? [])].sort()).toEqual(found?.value)
  })

  test.prop([walks(5, 30)], { numRuns: 30 })('finds what the library finds', (bars) => {
    const last = bars.slice(-5)
    const data = {
      open: last.map(({ open }) => open),
      high: last.map(({ high }) => high),
      low: last.map(({ low }) => low),
      close: last.map(({ close }) => close),
    }
    const found = run(bars, candlePatterns()).find(({ start }) => start === bars.at(-1)!.start)?.value ?? []
    expect(found.includes('doji')).toBe(library(doji, data))
    expect(found.includes('bullishengulfingpattern')).toBe(library(bullishengulfingpattern, data))
  })
})
