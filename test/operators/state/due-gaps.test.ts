import { describe, expect, it } from 'vitest'
import { dueGaps, dueStretches } from '../../../operators/state/due-gaps.ts'
import { joined } from '../../../operators/state/missed.ts'
import { at, gap, minuteBar } from '../../../src/testing/index.ts'

const missed = (symbol: string, from: string, to: string, volume = 100) => ({
  symbol,
  from: at(from),
  to: at(to),
  volume,
})
const early = missed('FPT', '10:00:00', '10:01:30')
const back = (missingVolume: number, symbol = 'FPT') => gap({ symbol, missingVolume })
const due = (most = 10) => dueGaps(dueStretches(), most)

describe('dueGaps', () => {
  it('tells of what is due once, the newest first', () => {
    const gaps = due()
    expect(gaps.news()).toBeUndefined()
    gaps.add(early)
    gaps.add(missed('ACB', '10:00:00', '10:05:00'))
    expect(gaps.news()?.map(({ symbol }) => symbol)).toEqual(['ACB', 'FPT'])
    expect(gaps.news()).toBeUndefined()
  })

  it('joins the gaps of a security to one stretch', () => {
    const gaps = due()
    gaps.add(missed('FPT', '10:02:00', '10:03:00', 50))
    gaps.add(early)
    expect(gaps.news()).toEqual([missed('FPT', '10:00:00', '10:03:00', 150)])
    expect(joined(undefined, early)).toEqual(early)
  })

  it('lets go of the oldest where there are too many', () => {
    const gaps = due(1)
    gaps.add(early)
    gaps.add(missed('ACB', '10:00:00', '10:05:00'))
    expect(gaps.news()?.map(({ symbol }) => symbol)).toEqual(['ACB'])
    gaps.clear()
    expect(gaps.news()).toEqual([])
  })

  it('takes back what came late: a part is no news, the whole is', () => {
    const gaps = due()
    gaps.add(early)
    gaps.news()
    for (const none of [back(-40, 'ACB'), back(0), back(40), back(-60)]) gaps.takeBack(none)
    expect(gaps.news()).toBeUndefined()
    gaps.takeBack(back(-40))
    expect(gaps.news()).toEqual([])
  })

  it('is answered by the minute in which the stretch ends, or a later one', () => {
    const gaps = due()
    gaps.add(early)
    gaps.news()
    gaps.answer(minuteBar({ start: at('10:00:00') }))
    gaps.answer(minuteBar({ symbol: 'ACB', start: at('10:01:00') }))
    expect(gaps.news()).toBeUndefined()
    gaps.answer(minuteBar({ start: at('10:01:00') }))
    expect(gaps.news()).toEqual([])
    gaps.add(early)
    gaps.answer(minuteBar({ start: at('10:07:00') }))
    expect(gaps.news()).toEqual([])
  })

  it('has no news of nothing that is cleared', () => {
    const gaps = due()
    gaps.clear()
    expect(gaps.news()).toBeUndefined()
  })
})
