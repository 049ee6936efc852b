import { describe, expect, it } from 'vitest'
import { closedBars, type KeptBars } from '../../../operators/state/closed-bars.ts'
import { openBar } from '../../../operators/state/open-bar.ts'
import { at, classifiedTrade, price } from '../../../src/testing/index.ts'

const late = classifiedTrade({ price: price(99_000), late: true })
const keeping = (...times: string[]) => {
  const kept: KeptBars = new Map()
  const bars = closedBars(kept)
  for (const time of times) bars.keep(openBar(classifiedTrade(), at(time)))
  return { ...bars, starts: () => (kept.get('FPT') ?? []).map(({ start }) => start) }
}
const times = (...list: string[]) => list.map((time) => at(time))

describe('closedBars', () => {
  it('keeps the last three bars of a security, the oldest first, however they came', () => {
    const { starts } = keeping('10:00:00', '10:02:00', '10:01:00', '10:03:00')
    expect(starts()).toEqual(times('10:01:00', '10:02:00', '10:03:00'))
  })

  it('knows what was told of an interval', () => {
    const { told } = keeping('10:00:00', '10:01:00')
    expect(told('FPT', at('10:01:00'))?.start).toBe(at('10:01:00'))
    expect(told('FPT', at('10:02:00'))).toBeUndefined()
    expect(told('ACB', at('10:01:00'))).toBeUndefined()
  })

  it('gives a bar that was told its next revision each time', () => {
    const { reopen } = keeping('10:00:00', '10:01:00')
    expect(reopen(late, at('10:00:00'))).toMatchObject({
      start: at('10:00:00'),
      open: price(100_000),
      revision: 1,
    })
    expect(reopen(late, at('10:00:00'))?.revision).toBe(2)
  })

  it('makes the bar of an interval that had none, and keeps it', () => {
    const { reopen, starts } = keeping('10:00:00', '10:02:00')
    const made = { start: at('10:01:00'), open: price(99_000), volume: 0, revision: 0 }
    expect(reopen(late, at('10:01:00'))).toMatchObject(made)
    expect(starts()).toEqual(times('10:00:00', '10:01:00', '10:02:00'))
    expect(keeping().reopen(late, at('10:00:00'))).toMatchObject({ start: at('10:00:00') })
  })

  it('gives none for an interval before those that are kept, as long as it can have had one', () => {
    const { reopen } = keeping('10:01:00', '10:02:00', '10:03:00')
    expect(reopen(late, at('10:00:00'))).toBeUndefined()
    expect(keeping('10:01:00', '10:02:00').reopen(late, at('10:00:00'))).toMatchObject({
      start: at('10:00:00'),
    })
  })
})
