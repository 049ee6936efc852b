import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { stepHistory } from '../../../operators/state/step-history.ts'

describe('stepHistory', () => {
  it('knows nothing of a time before the first value', () => {
    const history = stepHistory()
    expect(history.at(5)).toBeUndefined()
    history.set(10, 1)
    expect(history.at(9)).toBeUndefined()
    expect(history.at(10)).toBe(1)
  })

  it('takes a time that goes back for the last one', () => {
    const history = stepHistory()
    history.set(10, 1)
    history.set(5, 2)
    expect(history.at(10)).toBe(2)
  })

  test.prop([fc.array(fc.record({ wait: fc.nat(5), value: fc.nat(3) }), { maxLength: 300 }), fc.nat(40)])(
    'gives the value that stood, as time goes on',
    (steps, lag) => {
      const history = stepHistory()
      const all: { time: number; value: number }[] = []
      let now = 0
      for (const { wait, value } of steps) {
        now += wait
        history.set(now, value)
        all.push({ time: now, value })
        expect(history.at(now - lag)).toBe(all.findLast(({ time }) => time <= now - lag)?.value)
      }
    },
  )
})
