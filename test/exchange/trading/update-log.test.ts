import { describe, expect, it } from 'vitest'
import { openDesk } from './one-floor.ts'

describe('updates', () => {
  it('are numbered through the day, are read once by each reader, and can be read again from a number', () => {
    const { desk, entry, floor, phase, place, read } = openDesk()
    phase('FPT', 'continuous')
    place({ symbol: 'FPT' })
    const late = entry.reader()
    place({ symbol: 'FPT', account: '7654321' })
    expect(late().map(({ notifyId, account }) => [notifyId, account])).toEqual([
      [4, '7654321'],
      [5, '7654321'],
      [6, '7654321'],
    ])
    expect(late()).toEqual([])
    expect(read()).toHaveLength(6)
    expect(entry.updatesAfter(4).map(({ notifyId }) => notifyId)).toEqual([5, 6])

    place({ symbol: 'FPT' })
    desk.dayOver(floor)
    expect(entry.updatesAfter(0)).toEqual([])
    place({ symbol: 'FPT', requestId: '1' })
    // What was not read before the day's end is not lost.
    expect(read().map(({ notifyId }) => notifyId)).toEqual([7, 8, 9, 1, 2, 3])
    expect(late()).toHaveLength(6)
  })
})
