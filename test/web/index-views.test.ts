import { describe, expect, it } from 'vitest'
import { extendIndices, seedIndices } from '../../web/src/model/index-views.ts'
import { at, index } from './fixtures.ts'

const vn30 = (timestamp: string, value: number) => ({
  VN30: { ...index('VN30', 1_930, { turn: 0, whole: false }), last_updated: timestamp, value },
})
const minutes = (...points: readonly (readonly [number, number])[]) =>
  points.map(([minute, value]) => ({ time: Date.parse(at(minute)), value }))

describe('index views', () => {
  it('grow by one point a minute', () => {
    const views = [vn30(at(0, 5), 1), vn30(at(0, 50), 2), vn30(at(1, 1), 3)].reduce(extendIndices, {})
    expect(views['VN30']?.line).toEqual(minutes([0, 2], [1, 3]))
    expect(views['VN30']?.index.value).toBe(3)
  })

  it('take in the minutes that the server remembers, and keep the newest value', () => {
    const whole = { VN30: index('VN30', 1_930, { turn: 0, whole: true }) }
    const live = extendIndices({}, vn30(at(61, 30), 5))
    const seeded = seedIndices(live, whole)
    expect(seeded['VN30']?.line).toHaveLength(62)
    expect(seeded['VN30']?.line.at(-1)).toEqual(minutes([61, 5])[0])
    expect(seeded['VN30']?.index.value).toBe(5)
    expect(seedIndices({}, whole)['VN30']?.line).toHaveLength(61)
    expect(extendIndices({}, whole)['VN30']?.line).toHaveLength(62)
  })

  it('begin anew on the next day', () => {
    const views = [vn30(at(0), 1), vn30('2026-11-23T09:15:00+07:00', 2)].reduce(extendIndices, {})
    expect(views['VN30']?.line).toEqual([{ time: Date.parse('2026-11-23T09:15:00+07:00'), value: 2 }])
  })

  it('have none that a snapshot does not have: yesterday’s is not shown on a day that has just begun', () => {
    expect(extendIndices(extendIndices({}, vn30(at(0), 1)), {})).toEqual({})
  })
})
