import { describe, expect, it } from 'vitest'
import { awaitedBars, type AwaitedMinutes } from '../../../operators/state/awaited-bars.ts'
import { openBar, type OpenBar } from '../../../operators/state/open-bar.ts'
import { at, classifiedTrade, minuteBar, price } from '../../../src/testing/index.ts'

const none = () => undefined
const barAt = (time: string, volume = 0): OpenBar => ({ ...openBar(classifiedTrade(), at(time)), volume })
const listed = (time: string, volume: number) => minuteBar({ start: at(time), volume, high: price(101_000) })
const awaiting = (from: string, to: string, toldAt: (start: number) => OpenBar | undefined = none) => {
  const minutes: AwaitedMinutes = new Map()
  const bars = awaitedBars(minutes)
  bars.expect('FPT', { from: at(from), to: at(to) }, toldAt)
  return { ...bars, minutes: () => [...(minutes.get('FPT')?.keys() ?? [])] }
}

describe('awaitedBars', () => {
  it('awaits each minute from that of the beginning to that of the end', () => {
    expect(awaiting('10:00:59', '10:02:00').minutes()).toEqual(
      ['10:00:00', '10:01:00', '10:02:00'].map((t) => at(t)),
    )
    expect(awaiting('10:00:00', '10:00:00').minutes()).toEqual([at('10:00:00')])
  })

  it('completes an awaited minute only, by a list that knows more than was told', () => {
    const { complete } = awaiting('10:00:00', '10:00:30', () => barAt('10:00:00', 100))
    expect(complete(listed('10:01:00', 500))).toBeUndefined()
    expect(complete(minuteBar({ symbol: 'ACB', start: at('10:00:00'), volume: 500 }))).toBeUndefined()
    expect(complete(listed('10:00:00', 100))).toBeUndefined()
    const told = { volume: 500, filledVolume: 400, high: price(101_000), revision: 1 }
    expect(complete(listed('10:00:00', 500))).toMatchObject(told)
    expect(complete(listed('10:00:00', 500))).toBeUndefined()
    expect(complete(listed('10:00:00', 600))).toMatchObject({ volume: 600, filledVolume: 500, revision: 2 })
  })

  it('makes the bar of a minute in which nothing was told, and none of an empty one', () => {
    const { complete } = awaiting('10:00:00', '10:00:30')
    expect(complete(listed('10:00:00', 0))).toBeUndefined()
    expect(complete(listed('10:00:00', 500))).toMatchObject({ volume: 500, filledVolume: 500, revision: 0 })
  })

  it('keeps what it knows of a minute that is awaited again', () => {
    const known = awaiting('10:00:00', '10:00:00', () => barAt('10:00:00', 100))
    known.expect('FPT', { from: at('10:00:00'), to: at('10:00:00') }, none)
    expect(known.reopen('FPT', at('10:00:00'))).toMatchObject({ volume: 100, revision: 1 })
  })

  it('takes note of bars of awaited minutes, and reopens those', () => {
    const { note, reopen } = awaiting('10:00:00', '10:00:00')
    expect(reopen('FPT', at('10:00:00'))).toBeUndefined()
    note(barAt('10:00:00', 100))
    note(barAt('10:05:00', 100))
    expect(reopen('FPT', at('10:00:00'))).toMatchObject({ volume: 100, revision: 1 })
    expect(reopen('FPT', at('10:05:00'))).toBeUndefined()
  })

  it('awaits two hours at most, the last ones, and nothing once it is cleared', () => {
    const { minutes, clear } = awaiting('09:00:00', '11:00:00')
    expect(minutes()).toHaveLength(120)
    expect(minutes()[0]).toBe(at('09:01:00'))
    clear()
    expect(minutes()).toEqual([])
  })
})
