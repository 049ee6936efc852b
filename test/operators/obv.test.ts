import { OBV } from 'technicalindicators'
import { OBV as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { obv } from '../../operators/obv.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, closing, indication, library, walks } from './walk.ts'

describe('obv', () => {
  const bars = [bar(0, 100, { volume: 5 }), bar(1, 101, { volume: 7 }), bar(2, 99, { volume: 10 })]
  operatorContract<Bar, Indication<number>>({
    operator: obv,
    source: '  -a-b-c-|',
    inputs: { a: bars[0]!, b: bars[1]!, c: bars[2]! },
    expected: '---x-y-|',
    outputs: { x: indication('obv', bars[1]!, 7), y: indication('obv', bars[2]!, -3) },
  })

  it('stays where it is without a change', () => {
    expect(run(closing([100, 100]), obv()).map(({ value }) => value)).toEqual([0])
  })

  it('begins anew with a trading day where that is asked for', () => {
    const days = [...closing([100, 101]), bar(1440, 102), bar(1441, 103)]
    expect(run(days, obv()).map(({ value }) => value)).toEqual([100, 200, 300])
    expect(run(days, obv({ daily: true })).map(({ value }) => value)).toEqual([100, 100])
  })

  test.prop([walks(1)])('is what both libraries say', (walk) => {
    const own = run(walk, obv()).map(({ value }) => value)
    const others = library(OBV.calculate, {
      close: walk.map(({ close }) => close),
      volume: walk.map(({ volume }) => volume),
    })
    const signal = new Signal(2)
    const theirs = walk.map((candle) => signal.update(candle, false)).filter((value) => value !== null)
    expect(own).toEqual(others)
    expect(own).toEqual(theirs.map(Number).slice(-own.length))
  })
})
