import { from, Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { type Snapshot, snapshots, type State } from '../../../operators/state/snapshots.ts'
import { stateful } from '../../../operators/state/stateful.ts'

/** Running sums. */
const sums = () =>
  stateful(
    () => ({ sum: 0 }),
    (state, emit: (sum: number) => void) => ({ next: (value: number) => emit((state.sum += value)) }),
  )

/** A running program of two operators: sums of sums. */
function running(fingerprint: string, beside: readonly State[] = []) {
  const kept = snapshots({ fingerprint, beside })
  const program = kept.collect<number, number>((values$) => values$.pipe(sums(), sums()))
  const values$ = new Subject<number>()
  const out: number[] = []
  return {
    ...kept,
    out,
    copy: () => structuredClone(kept.save()),
    begin: () => values$.pipe(program).subscribe((value) => out.push(value)),
    take: (...values: number[]) => {
      for (const value of values) values$.next(value)
    },
  }
}

function savedAfter(...values: number[]): Snapshot {
  const before = running('sums')
  before.begin()
  before.take(...values)
  return before.copy()
}

describe('snapshots', () => {
  it('lets a program go on where another one was, from before its first value', () => {
    const saved = savedAfter(1, 2)
    const after = running('sums')
    expect(after.load(saved)).toBe(true)
    after.begin()
    after.take(3)
    expect(after.out).toEqual([10])
  })

  it('takes a running program back, and forth again', () => {
    const job = running('sums')
    job.begin()
    job.take(1, 2)
    const early = job.copy()
    job.take(3)
    const late = job.copy()
    job.take(4)
    job.load(structuredClone(early))
    job.take(3)
    job.load(structuredClone(late))
    job.take(4)
    expect(job.out).toEqual([1, 4, 10, 20, 10, 20])
  })

  it('has what was loaded in its place when a source emits at once', () => {
    const kept = snapshots({ fingerprint: 'sums' })
    const program = kept.collect<number, number>((values$) => values$.pipe(sums(), sums()))
    kept.load(savedAfter(1, 2))
    const out: number[] = []
    from([3, 4])
      .pipe(program)
      .subscribe((value) => out.push(value))
    expect(out).toEqual([10, 20])
  })

  it('can be saved when the program has ended, and begins anew at the next subscription', () => {
    const job = running('sums')
    const subscription = job.begin()
    job.take(1, 2)
    subscription.unsubscribe()
    expect(job.save().states).toEqual([[], [{ sum: 4 }, { sum: 3 }]])
    job.begin()
    job.take(5)
    expect(job.out.at(-1)).toBe(5)
  })

  it('saves what stands beside the operators, too', () => {
    let count = 7
    const beside: State<number> = {
      save: () => count,
      load: (saved) => {
        count = saved
      },
    }
    const job = running('counted', [beside])
    job.begin()
    const saved = job.copy()
    count = 9
    expect(job.load(saved)).toBe(true)
    expect(count).toBe(7)
  })

  it('refuses the snapshot of another program, and goes on as it was', () => {
    const job = running('other sums')
    job.begin()
    job.take(1)
    expect(job.load(savedAfter(5))).toBe(false)
    expect(job.load({ fingerprint: 'other sums', states: [] })).toBe(false)
    job.take(1)
    expect(job.out).toEqual([1, 3])
  })

  it('does not take a snapshot that its own fingerprint should have told apart', () => {
    const job = running('sums')
    job.begin()
    expect(() => job.load({ fingerprint: 'sums', states: [[], [{ sum: 1 }]] })).toThrow(
      'A snapshot of 1 states is not one of a program with 2.',
    )
  })

  it('says that there is nothing to save before a program begins', () => {
    expect(() => running('sums').save()).toThrow('before it is subscribed to')
  })
})
