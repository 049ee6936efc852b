import { describe, expect, it } from 'vitest'
import { setStep, stepAt, stepHistory } from '../../../operators/state/step-history.ts'
import { fc, test } from '../../property-tests.ts'

describe('stepHistory', () => {
  it('knows nothing of a time before the first value', () => {
    const history = stepHistory()
    expect(stepAt(history, 5)).toBeUndefined()
    setStep(history, 10, 1)
    expect(stepAt(history, 9)).toBeUndefined()
    expect(stepAt(history, 10)).toBe(1)
  })

  it('takes a time that goes back for the last one', () => {
    const history = stepHistory()
    setStep(history, 10, 1)
    setStep(history, 5, 2)
    expect(stepAt(history, 10)).toBe(2)
  })

  test.prop([fc.array(fc.record({ wait: fc.nat(5), value: fc.nat(3) }), { maxLength: 300 }), fc.nat(40)])(
    'gives the value that stood, as time goes on',
    (steps, lag) => {
      const history = stepHistory()
      const all: { time: number; value: number }[] = []
      let now = 0
      for (const { wait, value } of steps) {
        now += wait
        setStep(history, now, value)
        all.push({ time: now, value })
        expect(stepAt(history, now - lag)).toBe(all.findLast(({ time }) => time <= now - lag)?.value)
      }
    },
  )
})
