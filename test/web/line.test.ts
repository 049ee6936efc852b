import { describe, expect, it } from 'vitest'
import { extendLine, seedLine } from '../../web/src/model/line.ts'
import { linePath } from '../../web/src/model/line-path.ts'

const line = (...points: readonly (readonly [number, number])[]) =>
  points.map(([time, value]) => ({ time, value }))

describe('extendLine', () => {
  it('adds a point, replaces one of the same time, and drops those before the start', () => {
    expect(extendLine(line([1, 10], [2, 20]), { time: 3, value: 30 }, 0)).toEqual(
      line([1, 10], [2, 20], [3, 30]),
    )
    expect(extendLine(line([1, 10], [2, 20]), { time: 2, value: 21 }, 0)).toEqual(line([1, 10], [2, 21]))
    expect(extendLine(line([1, 10], [2, 20]), { time: 3, value: 30 }, 2)).toEqual(line([2, 20], [3, 30]))
  })

  it('drops what is later, when the clock went back', () => {
    expect(extendLine(line([1, 10], [5, 50]), { time: 2, value: 20 }, 0)).toEqual(line([1, 10], [2, 20]))
  })
})

describe('seedLine', () => {
  it('puts what the server remembers before what came since', () => {
    expect(seedLine(line([2, 21], [3, 30]), line([1, 10], [2, 20]))).toEqual(line([1, 10], [2, 20], [3, 30]))
    expect(seedLine(line([2, 21]), [])).toEqual(line([2, 21]))
  })
})

describe('linePath', () => {
  it('is none without a point and has no stroke with one', () => {
    expect(linePath([], 5)).toBeUndefined()
    expect(linePath(line([1, 10]), undefined)).toEqual({
      stroke: '',
      area: '',
      baseY: undefined,
      lastY: 5,
      min: 10,
      max: 10,
    })
  })

  it('fills the box between the lowest and the highest, the base among them', () => {
    expect(linePath(line([0, 10], [5, 20], [10, 15]), undefined)).toMatchObject({
      stroke: 'M0 95L50 5L100 50',
      area: 'M0 100L0 95L50 5L100 50L100 100Z',
    })
    expect(linePath(line([0, 10], [10, 20]), 0)).toEqual({
      stroke: 'M0 50L100 5',
      area: 'M0 95L0 50L100 5L100 95Z',
      baseY: 95,
      lastY: 5,
      min: 0,
      max: 20,
    })
  })
})
