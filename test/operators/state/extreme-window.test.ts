import { describe, expect } from 'vitest'
import { extremeWindow, highestWith } from '../../../operators/state/extreme-window.ts'
import { fc, test } from '../../property-tests.ts'

describe('extremeWindow', () => {
  test.prop([fc.array(fc.integer({ min: -5, max: 5 })), fc.integer({ min: 1, max: 6 })])(
    'gives the highest of the last numbers, with each one that is put in',
    (numbers, length) => {
      const window = extremeWindow(length)
      for (const [i, n] of numbers.entries())
        expect(highestWith(window, n)).toBe(Math.max(...numbers.slice(Math.max(0, i + 1 - length), i + 1)))
    },
  )
})
