import { describe, expect, it } from 'vitest'
import { makePace } from '../../../src/sources/replay/pace.ts'

const at = (receivedTime: number, source = 'ssi') => ({ receivedTime, source, text: '' })

describe('makePace', () => {
  it('keeps distances, in the share of the speed', () => {
    const pace = makePace({ speed: 10, skipsPauses: false })
    expect(pace.dueIn(at(5_000), 100)).toBe(0)
    pace.played(at(5_000))
    expect(pace.dueIn(at(25_000), 100)).toBe(2_000)
    expect(pace.dueIn(at(25_000), 1_600)).toBe(500)
  })

  it('takes no time for a clock that was set back', () => {
    const pace = makePace({ speed: 1, skipsPauses: false })
    pace.dueIn(at(5_000), 0)
    pace.played(at(5_000))
    expect(pace.dueIn(at(1_000), 0)).toBe(0)
    pace.played(at(1_000))
    expect(pace.dueIn(at(2_000), 0)).toBe(1_000)
  })

  it('leaves out all but 30 s of a stretch without data, ticks of the clock or not', () => {
    const pace = makePace({ speed: 1, skipsPauses: true })
    pace.dueIn(at(0), 0)
    pace.played(at(0))
    expect(pace.dueIn(at(20_000, 'clock'), 0)).toBe(20_000)
    pace.played(at(20_000, 'clock'))
    expect(pace.dueIn(at(60_000, 'clock'), 0)).toBe(30_000)
    pace.played(at(60_000, 'clock'))
    expect(pace.dueIn(at(5_400_000), 0)).toBe(30_000)
    pace.played(at(5_400_000))
    expect(pace.dueIn(at(5_401_000), 0)).toBe(31_000)
  })

  it('goes on from where it stood still, at another speed, at another place', () => {
    const pace = makePace({ speed: 1, skipsPauses: false })
    pace.dueIn(at(0), 0)
    pace.played(at(0))
    pace.restart(50_000, { speed: 2 })
    expect(pace.dueIn(at(4_000), 50_000)).toBe(2_000)
    pace.restart(60_000, { isElsewhere: true })
    expect(pace.dueIn(at(99_000), 61_000)).toBe(0)
    pace.restart(0, { speed: 'max' })
    expect(pace.dueIn(at(Infinity), 0)).toBe(0)
  })
})
