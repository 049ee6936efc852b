import { defer, of, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { reconnect } from '../../operators/reconnect.ts'
import { marbles } from '../../src/testing/marbles.ts'
import { fc, test } from '../property-tests.ts'

/** Half of the bound is waited: 5, 10, 20, 20, … ms. */
const options = { base: 10, cap: 40, stableAfter: 100, random: () => 0.5 }
const lost = new Error('lost')

describe('reconnect', () => {
  it(
    'X05: waits twice as long after each loss, up to the cap',
    marbles((m) => {
      const source$ = m.cold('a#')
      const expected = 'a 5ms a 10ms a 20ms a 20ms a-'
      const subs = ['^!', '6ms ^!', '17ms ^!', '38ms ^!', '59ms ^!']

      m.expect(source$.pipe(reconnect(options)), '^ 59ms -!').toBeObservable(expected)
      m.expect(source$).toHaveSubscriptions(subs)
    }),
  )

  it(
    'C09: takes a source that completes, even an empty one, for lost',
    marbles((m) => {
      const source$ = m.cold('-|')

      m.expect(source$.pipe(reconnect(options)), '----------!').toBeObservable('----------')
      m.expect(source$).toHaveSubscriptions(['^!', '------^!'])
    }),
  )

  it(
    'passes a final error on, and does not come back',
    marbles((m) => {
      const source$ = m.cold('a-#', undefined, lost)
      const again$ = source$.pipe(reconnect({ ...options, isTerminal: (error) => error === lost }))

      m.expect(again$).toBeObservable('a-#', undefined, lost)
      m.expect(source$).toHaveSubscriptions('^-!')
    }),
  )

  it(
    'errs with the reason when a completion is called final',
    marbles((m) => {
      const again$ = m.cold('a-|').pipe(reconnect({ ...options, isTerminal: () => true }))
      m.expect(again$).toBeObservable('a-#', undefined, new Error('The source ended.'))
    }),
  )

  it(
    'unsubscribes from the source, and from the wait',
    marbles((m) => {
      const source$ = m.cold('a--b--#')
      m.expect(source$.pipe(reconnect(options)), '----!').toBeObservable('a--b-')
      m.expect(source$).toHaveSubscriptions('^---!')

      const failing$ = m.cold('a#')
      m.expect(failing$.pipe(reconnect(options)), '---!').toBeObservable('a---')
      m.expect(failing$).toHaveSubscriptions('^!')
    }),
  )

  it(
    'counts the losses of each subscription for itself',
    marbles((m) => {
      const again$ = m.cold('a#').pipe(reconnect(options))
      m.expect(again$, '^ 17ms -!').toBeObservable('          a 5ms a 10ms a-')
      m.expect(again$, '-- ^ 17ms -!').toBeObservable('-- a 5ms a 10ms a-')
    }),
  )

  it(
    'X05: begins again with the first wait after a source that was stable',
    marbles((m) => {
      const again$ = defer(() => links.shift() ?? m.cold('-')).pipe(reconnect(options))
      const links = [m.cold('#'), m.cold('#'), m.cold('a 100ms #'), m.cold('b')]

      // 5 ms, 10 ms, then 101 ms of life, then 5 ms again.
      m.expect(again$, '^ 130ms !').toBeObservable('15ms a 100ms 5ms b')
    }),
  )

  it(
    'does not count the time before the first value as life',
    marbles((m) => {
      const links = [m.cold('200ms #'), m.cold('200ms #'), m.cold('a')]
      const again$ = defer(() => links.shift() ?? m.cold('-')).pipe(reconnect(options))

      m.expect(again$, '^ 430ms !').toBeObservable('200ms 5ms 200ms 10ms a')
    }),
  )

  it(
    'comes back at once from an end that was meant, and counts it as no loss',
    marbles((m) => {
      const links = [
        m.cold('#', undefined, lost),
        m.cold('a#', undefined, 'meant'),
        m.cold('#', undefined, lost),
        m.cold('b'),
      ]
      const again$ = defer(() => links.shift() ?? m.cold('-')).pipe(
        reconnect({ ...options, isPlanned: (error) => error === 'meant' }),
      )
      // 5 ms, none, then 10 ms.
      m.expect(again$, '^ 30ms !').toBeObservable('5ms a 10ms b')
    }),
  )

  it(
    'waits as long as an end asks for, and its own share on top',
    marbles((m) => {
      const source$ = m.cold('#', undefined, lost)
      const again$ = source$.pipe(
        reconnect({ ...options, retryAfter: (error) => (error === lost ? 30 : undefined) }),
      )
      m.expect(again$, '^ 80ms !').toBeObservable('-')
      m.expect(source$).toHaveSubscriptions(['(^!)', '35ms (^!)', '75ms (^!)'])
    }),
  )

  it(
    'waits no longer than until there is reason to try again, but for what an end asks for',
    marbles((m) => {
      const sooner$ = m.hot('--s 20ms s')
      const source$ = m.cold('#', undefined, lost)
      m.expect(source$.pipe(reconnect({ ...options, sooner$ })), '^ 30ms !').toBeObservable('-')
      // Of 5 ms it waits 2, then 10, and of 20 it waits 11.
      m.expect(source$).toHaveSubscriptions(['(^!)', '--(^!)', '12ms (^!)', '23ms (^!)'])

      const asking$ = m.cold('#', undefined, lost)
      const again$ = asking$.pipe(reconnect({ ...options, sooner$, retryAfter: () => 10 }))
      m.expect(again$, '^ 30ms !').toBeObservable('-')
      // In the 10 ms that are asked for each time it is not heard.
      m.expect(asking$).toHaveSubscriptions(['(^!)', '15ms (^!)'])
    }),
  )

  it(
    'hears reasons ever later while the source is lost each time, and at once when it was stable',
    marbles((m) => {
      const sooner$ = m.hot('s'.repeat(200))
      const failing$ = m.cold('#', undefined, lost)
      const waiting = { ...options, cap: 1000, random: () => 1, sooner$ }
      m.expect(failing$.pipe(reconnect(waiting)), '^ 140ms !').toBeObservable('-')
      // At once, and then after 10, 20 and 40 ms of waits of 20, 40 and 80.
      m.expect(failing$).toHaveSubscriptions(['(^!)', '-(^!)', '12ms (^!)', '33ms (^!)', '74ms (^!)'])

      const stable$ = m.cold('a 29ms #', undefined, lost)
      m.expect(stable$.pipe(reconnect({ ...waiting, stableAfter: 20 })), '^ 70ms !').toBeObservable(
        'a 30ms a 30ms a',
      )
    }),
  )

  it.each([
    ['completes', '--|'],
    ['errs', '--#'],
  ])('goes on waiting when what gives the reason %s', (_, ending) => {
    marbles((m) => {
      const source$ = m.cold('#', undefined, lost)
      m.expect(source$.pipe(reconnect({ ...options, sooner$: m.hot(ending) })), '^ 9ms !').toBeObservable('-')
      m.expect(source$).toHaveSubscriptions(['(^!)', '5ms (^!)'])
    })()
  })

  it(
    'tells of the loss in its place in the stream',
    marbles((m) => {
      const told: unknown[] = []
      const onLost = (error: unknown, delayMs: number) => {
        told.push([error, delayMs])
        return told.length === 1 ? 'x' : undefined
      }
      const again$ = m.cold('a-#', undefined, lost).pipe(reconnect({ ...options, onLost }))

      m.expect(again$, '----------!').toBeObservable('a-x----a---')
      m.flush()
      expect(told).toEqual([
        [lost, 5],
        [lost, 10],
      ])
    }),
  )

  test.prop([fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(8)])(
    'X05: waits any share of 1 s, 2 s, 4 s, … 60 s, when nothing else is said',
    (share, failures) => {
      let left = failures
      const waits: number[] = []
      const source$ = defer(() => (left-- > 0 ? throwError(() => lost) : of('up')))
      marbles((m) => {
        const again$ = source$.pipe(
          reconnect<string>({
            random: () => share,
            isTerminal: (error) => error !== lost,
            onLost: (_, delayMs) => {
              waits.push(delayMs)
              return undefined
            },
          }),
        )
        again$.subscribe({ error: () => undefined })
        m.flush()
      })()
      expect(waits).toEqual(
        Array.from({ length: failures }, (_, n) => share * Math.min(60_000, 1000 * 2 ** n)),
      )
    },
  )
})
