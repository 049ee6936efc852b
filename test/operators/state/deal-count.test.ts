import { describe, expect } from 'vitest'
import { gaps } from '../../../operators/gaps.ts'
import type { DecodedEvent, Gap, LastTrade, PutThrough, Trade } from '../../../src/domain/event.ts'
import { at, last, putThrough } from '../../../src/testing/index.ts'
import { fc, test } from '../../property-tests.ts'
import { run } from '../contract.ts'

const second = (i: number) => at('10:00:00') + i * 1000

/** A day of trades in the book and of deals on two boards, each with its total. */
const day = fc
  .array(fc.record({ volume: fc.integer({ min: 1, max: 50 }), on: fc.constantFrom('book', 'T1', 'T3') }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    const totals = new Map<string, number>()
    return steps.map(({ volume, on }, i) => {
      const totalVolume = (totals.get(on) ?? 0) + volume
      totals.set(on, totalVolume)
      const told = { volume, totalVolume, exchangeTime: second(i) }
      return on === 'book' ? last(told) : putThrough({ ...told, board: on })
    })
  })
/** The same as it arrives: each message not at all, once or several times, in any order. */
const arriving = day.chain((events) => fc.array(fc.constantFrom(...events), { maxLength: 60 }))

const countOf = (event: LastTrade | PutThrough) => (event.kind === 'last' ? 'book' : event.board)
const sum = (volumes: readonly number[]) => volumes.reduce((all, volume) => all + volume, 0)

function told(events: readonly (LastTrade | PutThrough)[]) {
  const out = run<DecodedEvent, DecodedEvent | Trade | Gap>(events, gaps())
  return {
    trades: out.filter((event) => event.kind === 'trade'),
    missing: sum(out.flatMap((event) => (event.kind === 'gap' ? [event.missingVolume] : []))),
  }
}

describe('deals that a feed counts apart', () => {
  test.prop([arriving])(
    'are told once each, and what is missing is what was lost, in whatever order all comes',
    (arrived) => {
      const { trades, missing } = told(arrived)
      const heard = new Set(arrived)
      const highest = new Map<string | undefined, number>()
      for (const event of arrived) {
        const on = countOf(event)
        highest.set(on, Math.max(highest.get(on) ?? 0, event.totalVolume ?? 0))
      }
      const volumes = (events: Iterable<{ volume: number | undefined }>) =>
        [...events].map(({ volume = 0 }) => volume).sort((a, b) => a - b)
      expect(volumes(trades)).toEqual(volumes(heard))
      expect(sum(volumes(trades)) + missing).toBe(sum([...highest.values()]))
    },
  )

  test.prop([day])('stand in their places of the day where nothing is lost', (events) => {
    const { trades, missing } = told(events)
    expect(missing).toBe(0)
    let total = 0
    expect(trades.map(({ totalVolume }) => totalVolume)).toEqual(
      events.map(({ volume = 0 }) => (total += volume)),
    )
  })
})
