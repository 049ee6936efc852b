import { map, type Observable, Subject, tap } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { byKind } from '../../../operators/state/by-kind.ts'
import { merged } from '../../../operators/state/merged.ts'
import { routed } from '../../../operators/state/routed.ts'
import { snapshots } from '../../../operators/state/snapshots.ts'
import { stateful } from '../../../operators/state/stateful.ts'
import type { ClassifiedEvent } from '../../../src/domain/event.ts'
import { at, classifiedTrade, clock, gap, quote, rejected } from '../../../src/testing/index.ts'
import { operatorContract, run } from '../contract.ts'

const begin = () => ({ count: 0 })

/** Counts the trades of a day, and tells at each of them. */
const counted = (name: string) =>
  byKind<{ count: number }, ClassifiedEvent, string>(begin, (state, emit, feed) => ({
    begins() {
      state.count = 0
    },
    trade() {
      state.count += 1
      emit(`${name}${state.count}@${feed.now() % 60_000}`)
    },
  }))

/** Names all kinds that have a time, but for gaps. */
const named = () =>
  byKind<object, ClassifiedEvent, string>(
    () => ({}),
    (_, emit) => ({ gap: () => undefined, others: ({ kind }) => emit(kind) }),
  )

const both = () =>
  routed((events$: Observable<ClassifiedEvent>) =>
    merged(events$.pipe(counted('a')), events$.pipe(named()), events$.pipe(counted('b'))),
  )

const inputs = {
  t: classifiedTrade({ exchangeTime: at('10:00:01') }),
  q: quote({ exchangeTime: at('10:00:03') }),
  g: gap(),
  r: rejected(),
  n: quote({ exchangeTime: at('09:00:00', '2026-11-23') }),
}

describe('byKind', () => {
  operatorContract<ClassifiedEvent, string>({
    operator: () => counted('a'),
    source: '  -t-q-t-r-n-t-|',
    inputs,
    expected: '-a---b-----c-|',
    outputs: { a: 'a1@1000', b: 'a2@3000', c: 'a1@0' },
  })

  it('gives others what has a time and is not named', () => {
    expect(run([inputs.t, inputs.g, inputs.r, clock()], named())).toEqual(['trade', 'clock'])
  })
})

describe('routed', () => {
  it('gives what an event causes in the order of the streams', () => {
    expect(run([inputs.q, inputs.t], both())).toEqual(['quote', 'a1@3000', 'trade', 'b1@3000'])
  })

  describe('with all of them', () => {
    operatorContract<ClassifiedEvent, string>({
      operator: () =>
        routed((events$: Observable<ClassifiedEvent>) =>
          merged(events$.pipe(counted('a')), events$.pipe(named())),
        ),
      source: '  -q-g-q-|',
      inputs,
      expected: '-q---q-|',
      outputs: { q: 'quote' },
    })
  })

  it('lets each emit what is left, in the order of the streams', () => {
    const atEnd = (name: string) =>
      byKind<object, ClassifiedEvent, string>(
        () => ({}),
        (_, emit) => ({ complete: () => emit(name) }),
      )
    const ends = routed((events$: Observable<ClassifiedEvent>) =>
      merged(events$.pipe(atEnd('a')), events$.pipe(atEnd('b'))),
    )
    expect(run([inputs.q], ends)).toEqual(['a', 'b'])
  })

  it('gives an operator of another kind all events', () => {
    const seen: string[] = []
    const all = (events$: Observable<ClassifiedEvent>) =>
      merged(
        events$.pipe(counted('a')),
        events$.pipe(
          tap(({ kind }) => seen.push(kind)),
          map(({ kind }) => kind),
        ),
      )
    run(Object.values(inputs), routed(all))
    expect(seen).toEqual(['trade', 'quote', 'gap', 'rejected', 'quote'])
  })
})

/** Numbers what comes. */
const numbered = () =>
  stateful(
    () => ({ place: 0 }),
    (state, emit: (text: string) => void) => ({
      next(text: string) {
        state.place += 1
        emit(`${state.place} ${text}`)
      },
    }),
  )

it('goes back to what was saved behind operators of several streams, too', () => {
  const kept = snapshots({ fingerprint: 'both' })
  const events$ = new Subject<ClassifiedEvent>()
  const out: string[] = []
  events$
    .pipe(kept.collect((source$) => source$.pipe(both(), numbered())))
    .subscribe((text) => out.push(text))
  events$.next(inputs.t)
  const saved = structuredClone(kept.save())
  const first = out.splice(0)
  events$.next(inputs.t)
  const second = out.splice(0)
  kept.load(saved)
  events$.next(inputs.t)
  expect(first).toEqual(['1 a1@1000', '2 trade', '3 b1@1000'])
  expect(out).toEqual(second)
  expect(out).toEqual(['4 a2@1000', '5 trade', '6 b2@1000'])
})
