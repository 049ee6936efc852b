import { describe, expect, it } from 'vitest'
import { dated } from '../../operators/dated.ts'
import type { FeedEvent } from '../../src/domain/event.ts'
import {
  at,
  band,
  clock,
  connection,
  foreign,
  index,
  last,
  members,
  putThrough,
  quote,
  securities,
  status,
} from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const DAY = 86_400_000
const today = last({ seq: 1, exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') })
const later = last({ seq: 3, exchangeTime: at('10:00:01'), receivedTime: at('10:00:01') })
const far = last({ seq: 2, exchangeTime: at('10:00:00') + 1_461 * DAY, receivedTime: at('10:00:00') })
const rejected = {
  kind: 'rejected' as const,
  seq: 2,
  exchangeTime: undefined,
  receivedTime: far.receivedTime,
  reason: expect.stringMatching(/^it is dated 20\d\d-\S+, far ahead of all that came before it$/) as string,
  raw: JSON.stringify(far),
}
const kinds = (events: readonly FeedEvent[]) => run(events, dated()).map(({ kind }) => kind)

describe('dated', () => {
  operatorContract<FeedEvent, FeedEvent>({
    operator: dated,
    source: '  -t-q-l-|',
    inputs: { t: today, q: quote({ exchangeTime: at('10:00:00') }), l: later },
    expected: '-t-q-l-|',
    outputs: { t: today, q: quote({ exchangeTime: at('10:00:00') }), l: later },
  })

  it('rejects one event of another year, and lets the day go on', () => {
    expect(run([today, far, later], dated())).toEqual([today, rejected, later])
  })

  it('gives lists and links without a time that of the feed, which the second hand may be ahead of', () => {
    const untimed = [securities(), members(), connection()]
    const times = (...events: FeedEvent[]) => run(events, dated()).map(({ exchangeTime }) => exchangeTime)
    expect(times(...untimed, later)).toEqual([0, 0, 0, later.exchangeTime])
    expect(times(later, ...untimed)).toEqual(Array<number>(4).fill(later.exchangeTime))
    expect(times(later, clock({ exchangeTime: at('10:00:09') }), today, members()).at(-1)).toBe(
      at('10:00:09'),
    )
    expect(times(later, connection({ exchangeTime: at('09:00:00') })).at(-1)).toBe(at('09:00:00'))
  })

  it('takes a day that comes after weeks without trading, as it is received then', () => {
    const next = last({ exchangeTime: far.exchangeTime, receivedTime: far.exchangeTime })
    expect(run([today, next], dated())).toEqual([today, next])
  })

  it('takes no time that the store cannot keep, not even as the first one', () => {
    for (const date of ['0001-01-01', '2256-01-01', '9998-12-31']) {
      const never = last({ exchangeTime: at('10:00:00', date) })
      expect(kinds([never, today, later])).toEqual(['rejected', 'last', 'last'])
    }
  })

  it('takes 15 days ahead of a feed that has another time than the machine, and no more', () => {
    const thursday = today.exchangeTime - DAY
    const received = thursday - 30 * DAY
    const first = { ...today, exchangeTime: thursday, receivedTime: received }
    const ahead = (ms: number) => last({ exchangeTime: thursday + 15 * DAY + ms, receivedTime: received })
    expect(kinds([first, ahead(0)])).toEqual(['last', 'last'])
    expect(kinds([first, ahead(1)])).toEqual(['last', 'rejected'])
  })

  it('takes the first event as it is, whenever it is received: a simulated day may lie ahead', () => {
    const before = [connection(), securities(), members()]
    const next = { ...far, exchangeTime: far.exchangeTime + 1_000 }
    expect(run([...before, far, next], dated())).toEqual([...before, far, next])
  })

  it('does not take the time of a clock for that of the feed', () => {
    const second = clock({ exchangeTime: far.exchangeTime, receivedTime: far.exchangeTime })
    expect(kinds([today, second, far])).toEqual(['last', 'clock', 'rejected'])
  })

  it('believes a thousand in a row, and none that one of today comes between', () => {
    const many = (count: number) => Array.from({ length: count }, () => far)
    expect(kinds([today, ...many(1_000)]).filter((kind) => kind === 'last')).toHaveLength(2)
    expect(kinds([today, ...many(999), later, ...many(999)]).filter((kind) => kind === 'last')).toHaveLength(
      2,
    )
  })

  describe('a trading day that has not begun', () => {
    const dayOf = (days: number, time = '10:00:00', receivedTime = at('10:00:00')) =>
      last({ exchangeTime: at(time) + days * DAY, receivedTime })
    const tomorrow = dayOf(3)
    const close = dayOf(0, '14:45:00', at('14:45:00'))

    it('is no day of the feed: it goes on with its own', () => {
      expect(run([today, tomorrow, later], dated())).toEqual([
        today,
        {
          ...rejected,
          seq: 1,
          reason: 'it is dated 2026-11-23T10:00:00+07:00, a trading day that had not begun when it came',
          raw: JSON.stringify(tomorrow),
        },
        later,
      ])
    })

    it('is another one than that of the feed, which ends at 08:30', () => {
      const night = [dayOf(0, '23:59:59', at('23:59:59')), dayOf(1, '08:29:59', at('10:00:00') + DAY)]
      expect(kinds([today, ...night])).not.toContain('rejected')
      expect(kinds([today, dayOf(1, '08:30:00')])).toEqual(['last', 'rejected'])
    })

    it('is believed after a thousand in a row', () => {
      const many = Array.from({ length: 1_000 }, () => tomorrow)
      expect(kinds([today, ...many]).filter((kind) => kind === 'last')).toHaveLength(2)
    })

    it('has begun where it is received, on a clock that is some hours behind, too', () => {
      const behind = (ms: number) => dayOf(3, '08:45:00', at('08:45:00') + 3 * DAY - ms)
      expect(kinds([today, behind(7 * 3_600_000)])).toEqual(['last', 'last'])
      expect(kinds([today, behind(DAY / 2)])).toEqual(['last', 'last'])
      expect(kinds([today, behind(DAY / 2 + 1)])).toEqual(['last', 'rejected'])
    })

    it('may be the next one when this one is told: a simulated exchange leaves out the nights', () => {
      const early = dayOf(0, '14:44:59', at('14:44:59'))
      const next = dayOf(3, '08:45:00', at('14:45:01'))
      expect(kinds([close, next])).toEqual(['last', 'last'])
      expect(kinds([early, next])).toEqual(['last', 'rejected'])
      expect(kinds([close, dayOf(4, '08:45:00', at('14:45:01'))])).toEqual(['last', 'rejected'])
    })

    it('may be any where the feed is ahead of the machine, until it no longer is', () => {
      const ahead = dayOf(3, '09:00:00', at('14:45:01'))
      const back = dayOf(3, '11:00:00', at('11:00:00') + 3 * DAY)
      const wrong = dayOf(4, '11:00:00', back.receivedTime)
      expect(kinds([close, ahead, dayOf(4, '10:00:00', at('14:45:02'))])).not.toContain('rejected')
      expect(kinds([close, ahead, back, wrong])).toEqual(['last', 'last', 'last', 'rejected'])
    })

    it('may be any after twenty in a row where the link has just come up: the feed went on without it', () => {
      const link = connection({ exchangeTime: 0 })
      const many = (count: number) => Array.from({ length: count }, () => tomorrow)
      const believed = (events: readonly FeedEvent[]) =>
        kinds(events).filter((kind) => kind === 'last').length
      expect(believed([today, link, ...many(20)])).toBe(2)
      expect(believed([today, link, later, ...many(20)])).toBe(2)
      // One wrong one ends no day.
      expect(kinds([today, link, ...many(19), later])).toEqual([
        'last',
        'connection',
        ...Array<string>(19).fill('rejected'),
        'last',
      ])
    })

    it('may be any beyond the horizon of the calendar, when this one is told', () => {
      const year = Math.round(365.25 * 100) * DAY
      const [day, next] = [dayOf(0, '14:45:00', at('14:45:00')), dayOf(7, '10:00:00', at('14:45:01'))].map(
        (event) => ({
          ...event,
          exchangeTime: event.exchangeTime + year,
          receivedTime: event.receivedTime + year,
        }),
      ) as [FeedEvent, FeedEvent]
      expect(kinds([day, next])).toEqual(['last', 'last'])
    })
  })

  describe("an hour that is not the feed's", () => {
    const HOURS = 3_600_000
    const ahead = (ms: number, received = 0) =>
      index({ exchangeTime: today.exchangeTime + ms, receivedTime: at('10:00:00') + received })

    it('is two hours ahead: one message of the afternoon does not make the rest of the day late', () => {
      const wrong = ahead(4 * HOURS)
      expect(run([today, wrong, later], dated())).toEqual([
        today,
        {
          ...rejected,
          seq: wrong.seq,
          reason: 'it is dated 2026-11-20T14:00:00+07:00, hours ahead of all that came before it',
          raw: JSON.stringify(wrong),
        },
        later,
      ])
      expect(kinds([today, ahead(2 * HOURS)])).toEqual(['last', 'index'])
      expect(kinds([today, ahead(2 * HOURS + 1)])).toEqual(['last', 'rejected'])
    })

    it('is told by what passed here, whatever the clock says: a quiet line is none, nor a clock that is wrong', () => {
      expect(kinds([today, ahead(4 * HOURS, 2 * HOURS)])).toEqual(['last', 'index'])
      const slow = { ...today, receivedTime: at('10:00:00') - 7 * HOURS }
      expect(kinds([slow, ahead(2 * HOURS, -7 * HOURS)])).toEqual(['last', 'index'])
      expect(kinds([slow, ahead(3 * HOURS, -7 * HOURS)])).toEqual(['last', 'rejected'])
    })

    it('is none where the clock here was set back by hours, and the feed goes on', () => {
      const back = [1_000, 60_000, 2 * HOURS].map((ms) => ahead(ms, ms - 5 * HOURS))
      expect(kinds([today, ...back])).not.toContain('rejected')
      expect(kinds([today, ahead(2 * HOURS + 1, -5 * HOURS)])).toEqual(['last', 'rejected'])
    })

    it("is the feed's after twenty in a row, and where the link has just come up", () => {
      const many = (count: number) => Array.from({ length: count }, () => ahead(4 * HOURS))
      expect(kinds([today, ...many(20)]).filter((kind) => kind === 'index')).toHaveLength(1)
      expect(kinds([today, ...many(19), later, ...many(19)])).not.toContain('index')
      expect(kinds([today, connection({ exchangeTime: 0 }), ahead(4 * HOURS)])).not.toContain('rejected')
    })
  })

  describe('a weekend', () => {
    const FRIDAY = '2026-11-20'
    const [SATURDAY, SUNDAY, MONDAY] = ['2026-11-21', '2026-11-22', '2026-11-23'] as const
    const stamp = (date: string, time: string) => ({
      exchangeTime: at(time, date),
      receivedTime: at(time, date),
    })
    const close = last(stamp(FRIDAY, '14:45:01'))

    it.each([last, quote, foreign, index, putThrough])('A01: has no place for a %o', (make) => {
      for (const [date, time] of [
        [SATURDAY, '08:30:00'],
        [SATURDAY, '10:00:00'],
        [SUNDAY, '23:59:59'],
      ] as const) {
        const [, event] = run([close, make(stamp(date, time))], dated())
        expect(event, `${date} ${time}`).toMatchObject({
          kind: 'rejected',
          reason: `it is dated ${date}T${time}+07:00, a day on which nothing trades`,
        })
        const many = Array.from({ length: 1_500 }, () => make(stamp(date, time)))
        expect(kinds([close, ...many, later]).filter((kind) => kind !== 'rejected')).toEqual(['last', 'last'])
      }
    })

    it('is believed of a feed that has told of no other day', () => {
      const made = [SATURDAY, SUNDAY].flatMap((date) =>
        ['10:00:00', '10:00:01'].map((time) => last(stamp(date, time))),
      )
      const monday = last(stamp(MONDAY, '10:00:00'))
      expect(run([...made, monday], dated())).toEqual([...made, monday])
      expect(kinds([...made, monday, ...made]).slice(made.length)).toEqual([
        'last',
        ...made.map(() => 'rejected'),
      ])
    })

    it('says what a security is, and moves the feed to no other day', () => {
      const told = [status(stamp(SATURDAY, '10:00:00')), band(stamp(SUNDAY, '10:00:00'))]
      expect(run([close, ...told, later], dated())).toEqual([close, ...told, later])
    })

    it('is still Friday’s before 08:30 on Saturday, and on Monday', () => {
      const early = [last(stamp(SATURDAY, '08:29:59')), last(stamp(MONDAY, '08:29:59'))]
      expect(run([close, ...early, later], dated())).toEqual([close, ...early, later])
      const monday = last(stamp(MONDAY, '08:30:00'))
      expect(kinds([close, ...early, monday, later])).toEqual(['last', 'last', 'last', 'last', 'rejected'])
    })
  })

  describe('a trading day that is over', () => {
    const stamp = { seq: 4, exchangeTime: at('08:29:59'), receivedTime: at('10:00:01') }

    it.each([last(stamp), quote(stamp), foreign(stamp), index(stamp), putThrough(stamp)])(
      'gives a $kind no place',
      (event) => {
        expect(run([today, event, later], dated())).toEqual([
          today,
          {
            ...rejected,
            seq: 4,
            receivedTime: stamp.receivedTime,
            reason: 'it is dated 2026-11-20T08:29:59+07:00, before the trading day that the feed has come to',
            raw: JSON.stringify(event),
          },
          later,
        ])
        const begun = { ...event, exchangeTime: at('08:30:00') }
        expect(run([today, begun], dated())).toEqual([today, begun])
      },
    )

    it('says what a security was then, and what its limits were', () => {
      expect(run([today, status(stamp), band(stamp)], dated())).toEqual([today, status(stamp), band(stamp)])
    })

    it('does not make mistakes of what is dated ahead meanwhile', () => {
      const many = Array.from({ length: 500 }, () => [far, last(stamp)]).flat()
      expect(kinds([today, ...many, ...many]).filter((kind) => kind === 'last')).toHaveLength(2)
    })
  })
})
