import { Observable, Subject } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { store } from '../../web/src/model/store.ts'

describe('store', () => {
  it('holds the newest value and tells its listeners', () => {
    const values$ = new Subject<number>()
    const of = store(0, values$)
    const [first, second] = [vi.fn(), vi.fn()]
    const leave = of.subscribe(first)
    expect(of.read()).toBe(0)
    values$.next(1)
    of.subscribe(second)
    values$.next(2)
    expect([of.read(), first.mock.calls.length, second.mock.calls.length]).toEqual([2, 2, 1])
    leave()
    values$.next(3)
    expect([of.read(), first.mock.calls.length]).toEqual([3, 2])
  })

  it('subscribes to the stream once, and only while somebody listens', () => {
    let subscribed = 0
    const of = store(
      0,
      new Observable<number>(() => {
        subscribed += 1
        return () => void (subscribed -= 1)
      }),
    )
    expect(subscribed).toBe(0)
    const [one, two] = [of.subscribe(vi.fn()), of.subscribe(vi.fn())]
    expect(subscribed).toBe(1)
    one()
    two()
    expect(subscribed).toBe(0)
  })

  it('throws on reading what the stream failed with', () => {
    const values$ = new Subject<number>()
    const of = store(0, values$)
    const told = vi.fn()
    of.subscribe(told)
    values$.error(new Error('broken'))
    expect(told).toHaveBeenCalledOnce()
    expect(() => of.read()).toThrow('broken')
  })
})
