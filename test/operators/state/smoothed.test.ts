import { describe, expect, it } from 'vitest'
import { isFull, push, recent } from '../../../operators/state/recent.ts'
import { exponential, smooth, smoothed, wilder } from '../../../operators/state/smoothed.ts'

describe('smoothed', () => {
  it.each([
    ['exponential', exponential(3), [4, 7]],
    ['wilder', wilder(3), [4, 6]],
  ])('begins as the plain mean of a period, and goes on %s', (_, smoothing, means) => {
    const state = smoothed()
    expect([2, 4, 6, 10].map((value) => smooth(state, value, smoothing))).toEqual([
      undefined,
      undefined,
      ...means,
    ])
  })
})

describe('recent', () => {
  it('gives the number that leaves, and 0 while there is room', () => {
    const ring = recent(2)
    expect(isFull(ring)).toBe(false)
    expect([5, 6].map((value) => push(ring, value))).toEqual([0, 0])
    expect(isFull(ring)).toBe(true)
    expect([7, 8, 9].map((value) => push(ring, value))).toEqual([5, 6, 7])
    expect(isFull(ring)).toBe(true)
  })
})
