import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../src/domain/time.ts'
import { spells, type Timing } from '../../../src/exchange/faults/timing.ts'
import { random } from '../../../src/exchange/random.ts'
import { fc, test } from '../../property-tests.ts'

const start = instantOf('2026-11-20', 9 * 3_600_000)
const DAY = 86_400_000

/** The seconds from the start at which something happened, stepped second by second. */
function happened(timing: Timing, seconds: number, step = 1) {
  const all = spells(timing, start, random(1, 'when'))
  const list: string[] = []
  for (let second = 0; second <= seconds; second += step)
    for (const what of all.moveTo(start + second * 1000)) list.push(`${what} ${second}`)
  return list
}

describe('a fault is at work', () => {
  it('all the time when nothing is said', () => {
    expect(happened({ for: 5 }, 100)).toEqual(['begins 0'])
  })

  it('so many seconds after the start, once', () => {
    expect(happened({ after: 10, for: 5 }, 100)).toEqual(['begins 10', 'ends 15'])
    expect(happened({ after: 10, for: 0 }, 100)).toEqual(['begins 10', 'ends 11'])
  })

  it('at a time of each day', () => {
    expect(happened({ at: '09:01', for: 30 }, 100)).toEqual(['begins 60', 'ends 90'])
    const all = spells({ at: '08:59:30', for: 60 }, start, random(1, 'when'))
    expect(all.moveTo(start + DAY - 31_000)).toEqual([])
    expect(all.moveTo(start + DAY - 30_000)).toEqual(['begins'])
    expect(all.moveTo(start + DAY + 30_000)).toEqual(['ends'])
    expect(all.moveTo(start + 2 * DAY - 30_000)).toEqual(['begins'])
  })

  it('by chance in each second that it is not', () => {
    const begun = happened({ chance: 0.1, for: 3 }, 10_000).filter((text) => text.startsWith('begins'))
    // Ten seconds of waiting and three at work, on average.
    expect(begun.length).toBeGreaterThan(650)
    expect(begun.length).toBeLessThan(900)
    expect(happened({ chance: 1, for: 3 }, 6)).toEqual([
      'begins 0',
      'ends 3',
      'begins 3',
      'ends 6',
      'begins 6',
    ])
  })

  it('for a moment when it is seen after it was over', () => {
    expect(happened({ after: 10, for: 5 }, 100, 50)).toEqual(['begins 50', 'ends 100'])
    expect(happened({ chance: 1, for: 0 }, 100, 50)).toEqual([
      'begins 0',
      'ends 50',
      'begins 50',
      'ends 100',
      'begins 100',
    ])
  })
})

test.prop([
  fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 50 }),
  fc.integer({ min: 1, max: 30 }),
])('by the same chances whatever the steps in which time goes on', (stops, length) => {
  const timing = { chance: 0.05, for: length }
  const begun = happened(timing, 2000)
    .filter((text) => text.startsWith('begins'))
    .map((text) => Number(text.split(' ')[1]))
  const all = spells(timing, start, random(1, 'when'))
  let before = -1
  let isOn = false
  for (const stop of stops.sort((a, b) => a - b)) {
    for (const what of all.moveTo(start + stop * 1000)) isOn = what === 'begins'
    // At work now, or over since the last stop.
    expect(isOn).toBe(begun.some((from) => from <= stop && (from + length > stop || from > before)))
    before = stop
  }
})
