import { describe, expect, it } from 'vitest'
import { addBar, barWindow, columnsOf } from '../../../operators/state/bar-window.ts'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import { bar } from '../walk.ts'

const filled = (size: number, count: number) => {
  const window = barWindow(size)
  for (let i = 1; i <= count; i++)
    addBar(
      window,
      bar(i, i, {
        open: priceOfHundredths(10 * i),
        high: priceOfHundredths(100 * i),
        low: priceOfHundredths(1000 * i),
        volume: i + 7,
      }),
    )
  return window
}

describe('barWindow', () => {
  it('gives the last bars by column, the oldest first, and the closes as values', () => {
    expect(columnsOf(filled(4, 6), 3)).toEqual({
      open: [40, 50, 60],
      high: [400, 500, 600],
      low: [4000, 5000, 6000],
      close: [4, 5, 6],
      volume: [11, 12, 13],
      values: [4, 5, 6],
    })
  })

  it.each([
    ['there are', 4, 2, 3, [1, 2]],
    ['there is room for', 2, 5, 3, [4, 5]],
    ['none, at first', 2, 0, 3, []],
  ])('gives no more than %s', (_, size, count, asked, closes) => {
    expect(columnsOf(filled(size, count), asked).close).toEqual(closes)
  })
})
