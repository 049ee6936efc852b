import { describe, expect, it } from 'vitest'
import { addFlow, advanceFlow, clearFlow, flowWindow } from '../../../operators/state/flow-window.ts'
import { fc, test } from '../../property-tests.ts'

describe('flowWindow', () => {
  it('is half-open: what is exactly as old as the span is out', () => {
    const window = flowWindow()
    addFlow(window, 0, 7)
    const sums = [0, 1, 2, 4, 5, 6, 7].map((now) => {
      advanceFlow(window, now, { span: 5, lag: 2 })
      return [window.recent, window.past]
    })
    expect(sums).toEqual([
      [7, 0],
      [7, 0],
      [7, 7],
      [7, 7],
      [0, 7],
      [0, 7],
      [0, 0],
    ])
  })

  const steps = fc.array(
    fc.record({ wait: fc.nat(4), volumes: fc.array(fc.nat(100), { maxLength: 6 }), isCleared: fc.boolean() }),
    { maxLength: 120 },
  )
  test.prop([steps, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 })])(
    'has the sums of all entries, however many there are',
    (given, span, lag) => {
      const window = flowWindow()
      let entries: { time: number; volume: number }[] = []
      let now = 0
      const sum = (from: number, to: number) =>
        entries.reduce((all, { time, volume }) => (time > from && time <= to ? all + volume : all), 0)
      for (const [i, { wait, volumes, isCleared }] of given.entries()) {
        now += wait
        if (isCleared && i % 10 === 0) {
          clearFlow(window)
          entries = []
        }
        for (const volume of volumes) {
          addFlow(window, now, volume)
          entries.push({ time: now, volume })
        }
        advanceFlow(window, now, { span, lag })
        expect(window.recent).toBe(sum(now - span, now))
        expect(window.past).toBe(sum(now - lag - span, now - lag))
      }
    },
  )
})
