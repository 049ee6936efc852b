import { describe, expect, it } from 'vitest'
import { activityAt } from '../../src/exchange/activity.ts'

const at = (hour: number, minute = 0) => (hour * 60 + minute) * 60_000

describe('activityAt', () => {
  it('is a U over the day', () => {
    const [open, noon, close] = [
      activityAt('continuous', at(9, 15)),
      activityAt('continuous', at(11)),
      activityAt('continuous', at(14, 29)),
    ]
    expect(open).toBeGreaterThan(2 * noon)
    expect(close).toBeGreaterThan(2 * noon)
    expect(activityAt('continuous', at(13))).toBeGreaterThan(noon)
  })

  it('is about 1 on average', () => {
    const minutes = Array.from({ length: 330 }, (_, i) => at(9, i)).filter(
      (time) => time < at(11, 30) || time >= at(13),
    )
    const mean = minutes.reduce((sum, time) => sum + activityAt('continuous', time), 0) / minutes.length
    expect(mean).toBeGreaterThan(0.8)
    expect(mean).toBeLessThan(1.2)
  })

  it('is nothing where no orders are taken', () => {
    for (const phase of ['closed', 'preOpen', 'lunch', 'plo', 'putThrough'] as const)
      expect(activityAt(phase, at(12))).toBe(0)
  })
})
