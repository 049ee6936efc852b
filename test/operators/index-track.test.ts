import { describe, expect, it } from 'vitest'
import { indexTrack } from '../../operators/index-track.ts'
import type { ClassifiedEvent, IndexValue } from '../../src/domain/event.ts'
import type { Price } from '../../src/domain/money.ts'
import { at, classifiedTrade, clock, index, price } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

describe('indexTrack', () => {
  const moved = index({ seq: 2, value: price(1301.5) })
  operatorContract<ClassifiedEvent, IndexValue>({
    operator: indexTrack,
    source: '  -a-t-b-|',
    inputs: { a: index(), t: classifiedTrade(), b: moved },
    expected: '-a---b-|',
    outputs: { a: index(), b: moved },
  })

  it('A21: follows VN30, VNINDEX and HNXINDEX when nothing else is said', () => {
    const ids = ['VN30', 'VNINDEX', 'HNXINDEX', 'UPCOMINDEX', 'VN100'].map((indexId) => index({ indexId }))
    expect(run(ids, indexTrack()).map(({ indexId }) => indexId)).toEqual(['VN30', 'VNINDEX', 'HNXINDEX'])
    expect(run(ids, indexTrack({ allow: ['VN100'] })).map(({ indexId }) => indexId)).toEqual(['VN100'])
  })

  it('A22: leaves out a value that is not above 0', () => {
    expect(run([index({ value: 0 as Price }), index({ value: -1 as Price })], indexTrack())).toEqual([])
  })

  it('leaves out a value that came late, of its own index alone', () => {
    const told = index({ exchangeTime: at('10:00:05') })
    const other = index({ indexId: 'VNINDEX', exchangeTime: at('10:00:04') })
    const same = index({ value: price(1301), exchangeTime: at('10:00:05') })
    expect(run([told, index({ exchangeTime: at('10:00:04') }), other, same], indexTrack())).toEqual([
      told,
      other,
      same,
    ])
  })

  it('A02: leaves out a value of a day that is over, and keeps one when only a clock went on', () => {
    const today = classifiedTrade({ exchangeTime: at('09:20:00', '2026-11-23') })
    expect(run([today, index()], indexTrack())).toEqual([])
    expect(run([clock({ exchangeTime: at('09:20:00', '2026-11-23') }), index()], indexTrack())).toEqual([
      index(),
    ])
  })
})
