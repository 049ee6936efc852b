import { NEVER, Subject, throwError } from 'rxjs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { notSilent } from '../../../src/sources/session/not-silent.ts'
import { SessionError } from '../../../src/sources/session/session-error.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function listen() {
  const values$ = new Subject<number>()
  const told: unknown[] = []
  const subscription = values$.pipe(notSilent(1_000)).subscribe({
    next: (value) => told.push(value),
    error: (reason: unknown) => told.push(reason),
    complete: () => told.push('complete'),
  })
  return { values$, told, subscription }
}

const silence = new SessionError('The stream fell silent.')

it('passes values as they come, and errs when none came for the time and a quarter', () => {
  const { values$, told } = listen()
  for (let i = 0; i < 5; i += 1) {
    values$.next(i)
    vi.advanceTimersByTime(900)
  }
  values$.next(5)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([0, 1, 2, 3, 4, 5])
  vi.advanceTimersByTime(250)
  expect(told.slice(6)).toEqual([silence])
  expect(values$.observed).toBe(false)
})

it('errs when nothing ever comes', () => {
  const errors: unknown[] = []
  NEVER.pipe(notSilent(1_000)).subscribe({ error: (reason: unknown) => errors.push(reason) })
  vi.advanceTimersByTime(1_000)
  expect(errors).toEqual([])
  vi.advanceTimersByTime(250)
  expect(errors).toEqual([silence])
})

it('completes, errs and ends with its source, and keeps no timer', () => {
  const { values$, told } = listen()
  values$.complete()
  expect(told).toEqual(['complete'])
  const errors: unknown[] = []
  const lost = new Error('lost')
  throwError(() => lost)
    .pipe(notSilent(1_000))
    .subscribe({ error: (reason: unknown) => errors.push(reason) })
  expect(errors).toEqual([lost])
  listen().subscription.unsubscribe()
  expect(vi.getTimerCount()).toBe(0)
})
