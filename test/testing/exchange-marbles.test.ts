import { AssertionError } from 'node:assert'
import { concatMap, debounceTime, from, map, mergeMap } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { definePipeline } from '../../pipelines/define/define-pipeline.ts'
import { trades$ } from '../../pipelines/define/input.ts'
import {
  at,
  classifiedTrade,
  eventsAt,
  exchangeMarbles,
  marbles,
  rowsOf,
  testPipeline,
  virtualPromises,
} from '../../src/testing/index.ts'

describe('marbles in exchange time', () => {
  it.each([
    ['09:15:00 a--b', '2700000ms a 2999ms b', {}],
    ['09:15:00 a--b', 'a 2999ms b', { from: '09:15:00' }],
    ['a-b 10ms c', 'a 9ms b 14ms c', { from: '09:15:00', frame: 5 }],
    ['(ab)c|', '(ab) 996ms c 999ms |', {}],
    ['11:29:59.500 a 13:00:00 b', '500ms a 5400499ms b', { from: '11:29:59' }],
    ['1m a 2h b', '60000ms a 7200999ms b', {}],
  ])('%s is %s', (diagram, plain, options) => {
    expect(exchangeMarbles(diagram, options)).toBe(plain)
  })

  it('refuses time that goes back, and groups that do not fit in a frame', () => {
    expect(() => exchangeMarbles('09:15:00 a 09:15:00 b')).toThrow(RangeError)
    expect(() => exchangeMarbles('(abc)d', { frame: 2 })).toThrow(RangeError)
  })

  it(
    'draw streams of rxjs-marbles',
    marbles((m) => {
      const morning$ = m.hot(exchangeMarbles('09:15:00 a-b 11:30:00 c|'))
      const expected = exchangeMarbles('09:15:04.500 b 11:30:01 (c|)')
      m.expect(morning$.pipe(debounceTime(2_500))).toBeObservable(expected)
    }),
  )

  it('draw streams of a plain TestScheduler', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected))
    scheduler.run(({ hot, expectObservable }) => {
      const morning$ = hot(exchangeMarbles('09:15:00 a 11:30:00 b|'))
      expectObservable(morning$.pipe(map((sign) => sign))).toBe(exchangeMarbles('09:15:00 a 11:30:00 b|'))
    })
  })

  it('place events, in the order of the log', () => {
    const trade = classifiedTrade({ volume: 300 })
    const events = eventsAt('09:15:00 (ab) 13:00:00 a|', { a: trade, b: trade }, { date: '2026-11-19' })
    expect(events.map(({ seq, exchangeTime }) => [seq, exchangeTime])).toEqual([
      [1, at('09:15:00', '2026-11-19')],
      [2, at('09:15:00', '2026-11-19')],
      [3, at('13:00:00', '2026-11-19')],
    ])
    expect(() => eventsAt('a', {})).toThrow('There is no event a')
  })
})

describe('a pipeline on a diagram', () => {
  const volumes = definePipeline({
    name: 'volumes',
    inputs: { trades$ },
    params: z.object({ wait: z.number().default(2_000) }),
    row: z.object({ volume: z.number() }),
    build: ({ trades$ }, { params, clock }) =>
      trades$.pipe(
        debounceTime(params.wait, clock),
        map(({ volume }) => ({ volume })),
      ),
  })
  const events = { s: classifiedTrade({ volume: 100 }), l: classifiedTrade({ volume: 900 }) }

  it('gives its rows at the times that are drawn, windows by feed time', () => {
    testPipeline(volumes, {
      given: '09:15:00 sl----- 11:30:00 s',
      events,
      gives: '09:15:03 l 11:30:00 s',
      rows: { l: { volume: 900 }, s: { volume: 100 } },
    })
  })

  it.each([
    ['other rows', '09:15:03 l 11:30:00 l', {}],
    ['other times', '09:15:04 l 11:30:00 s', {}],
    ['fewer rows', '09:15:03 l', {}],
    ['other parameters', '09:15:03 l 11:30:00 s', { wait: 3_000 }],
  ])('fails on %s', (_, gives, params) => {
    const test = () =>
      testPipeline(volumes, {
        given: '09:15:00 sl----- 11:30:00 s',
        events,
        gives,
        rows: { l: { volume: 900 }, s: { volume: 100 } },
        params,
      })
    expect(test).toThrow(AssertionError)
  })

  it('throws what the pipeline fails of', () => {
    const failing = definePipeline({
      name: 'failing',
      inputs: { trades$ },
      row: z.object({ volume: z.number() }),
      build: ({ trades$ }) =>
        trades$.pipe(
          map((): { volume: number } => {
            throw new Error('as it must')
          }),
        ),
    })
    expect(() => rowsOf(failing, [events.s])).toThrow('as it must')
  })
})

describe('promises in virtual time', () => {
  it(
    'settle in their frame, chained or not, for mergeMap, concatMap and from',
    marbles((m) => {
      const { resolve, reject } = virtualPromises(m.scheduler)
      const numbers$ = m.hot('a-b', { a: 1, b: 2 })
      const written$ = numbers$.pipe(concatMap((n) => resolve(n, 5)))
      m.expect(written$).toBeObservable('5ms a 4ms b', { a: 1, b: 2 })
      const chained$ = numbers$.pipe(mergeMap((n) => resolve(n, 3).then((value) => resolve(value * 10, 2))))
      m.expect(chained$).toBeObservable('5ms a-b', { a: 10, b: 20 })
      m.expect(
        from(reject('no', 2).then(undefined, (reason: unknown) => `${String(reason)}!`)),
      ).toBeObservable('--(a|)', {
        a: 'no!',
      })
      m.expect(from(resolve(1, 1).then(() => reject('later', 2)))).toBeObservable('---#', {}, 'later')
    }),
  )
})
