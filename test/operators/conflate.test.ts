import { from, lastValueFrom, map, tap, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { conflate } from '../../operators/conflate.ts'
import { marbles } from '../../src/testing/marbles.ts'
import { fc, test } from '../property-tests.ts'

describe('conflate', () => {
  it(
    'A51: lets the first through at once, then the newest of each window at its end',
    marbles((m) => {
      const values$ = m.hot('  abc-----d------e-|')
      const subs = '           ^----------------!'
      const expected = '       a----c----d----e-|'

      m.expect(values$.pipe(conflate(5))).toBeObservable(expected)
      m.expect(values$).toHaveSubscriptions(subs)
    }),
  )

  it(
    'passes a value at once when the window before it is over',
    marbles((m) => {
      m.expect(m.hot('a-----b-|').pipe(conflate(5))).toBeObservable('a-----b-|')
    }),
  )

  it(
    'emits the value that waits when the source completes',
    marbles((m) => {
      m.expect(m.cold('ab-|').pipe(conflate(5))).toBeObservable('a--(b|)')
    }),
  )

  it(
    'emits nothing when nothing came',
    marbles((m) => {
      m.expect(m.cold('---|').pipe(conflate(5))).toBeObservable('---|')
    }),
  )

  it(
    'passes an error on at once and loses the value that waits',
    marbles((m) => {
      m.expect(m.cold('ab#').pipe(conflate(5))).toBeObservable('a-#')
    }),
  )

  it(
    'unsubscribes from the source, and from the timer of the window',
    marbles((m) => {
      const values$ = m.hot('ab--------|')
      m.expect(values$.pipe(conflate(5)), '---!').toBeObservable('a---')
      m.expect(values$).toHaveSubscriptions('^--!')
    }),
  )

  it(
    'keeps a window of its own for each subscription',
    marbles((m) => {
      const conflated$ = m.cold('ab----c---|').pipe(conflate(5))
      m.expect(conflated$).toBeObservable('      a----b----(c|)')
      m.expect(conflated$, '--^').toBeObservable('--a----b----(c|)')
    }),
  )

  it('refuses a window that is none', () => {
    expect(() => conflate(-1)).toThrow(new RangeError('A window is 0 ms or longer, not -1.'))
    expect(() => conflate(NaN)).toThrow(RangeError)
  })

  test.prop([fc.array(fc.integer(), { minLength: 1 })])('never loses the last value', async (values) => {
    const out = await lastValueFrom(from(values).pipe(conflate(1000), toArray()))
    expect(out.at(-1)).toBe(values.at(-1))
    expect(out.length).toBeLessThanOrEqual(2)
  })

  test.prop([fc.array(fc.nat(12), { minLength: 1, maxLength: 30 })])(
    'keeps values apart, in order and never late, whatever their spacing',
    (spaces) => {
      marbles((m) => {
        const diagram = spaces.map((space) => `${space}ms a `).join('')
        const sent: number[] = []
        const got: { sentAt: number; gotAt: number }[] = []
        m.hot(`${diagram} 20ms |`)
          .pipe(
            map(() => m.scheduler.frame),
            tap((at) => sent.push(at)),
            conflate(5),
          )
          .subscribe((sentAt) => got.push({ sentAt, gotAt: m.scheduler.frame }))
        m.flush()

        expect(got.at(-1)?.sentAt).toBe(sent.at(-1))
        for (const { sentAt, gotAt } of got) expect(gotAt - sentAt).toBeLessThanOrEqual(5)
        for (const [i, { sentAt, gotAt }] of got.slice(1).entries()) {
          expect(gotAt - got[i]!.gotAt).toBeGreaterThanOrEqual(5)
          expect(sentAt).toBeGreaterThan(got[i]!.sentAt)
        }
      })()
    },
  )
})
