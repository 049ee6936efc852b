import { join } from 'node:path'
import { lastValueFrom, of, Subject } from 'rxjs'
import { expect, it, onTestFinished, vi } from 'vitest'
import { endOfDay } from '../../src/cli/end-of-day.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { openStore } from '../../src/store/store.ts'
import { at, clock, index } from '../../src/testing/index.ts'
import { folder } from '../store/folder.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

it('moves all dates before the one that data come of, and goes on after a failure', async () => {
  const store = await openStore({ path: join(folder(), 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  await appendTrades(store, [
    [1, '09:15:00', '2026-11-17'],
    [2, '09:15:00', '2026-11-18'],
    [3, '09:15:00', '2026-11-19'],
  ])
  const told: string[] = []
  const failures: string[] = []
  let calls = 0
  const failsFirst = {
    exportBefore(date: string) {
      calls += 1
      return calls === 1 ? Promise.reject(new Error('disk full')) : store.exportBefore(date)
    },
  }
  const outputs$ = of(
    index({ exchangeTime: at('09:00:00', '2026-11-18') }),
    // The clock alone ends no day, and before 08:30 it is still the day before.
    clock({ exchangeTime: at('09:00:00', '2026-11-20') }),
    index({ exchangeTime: at('08:29:59', '2026-11-19') }),
    index({ exchangeTime: at('08:45:00', '2026-11-19') }),
    index({ exchangeTime: at('09:45:00', '2026-11-19') }),
  )
  await lastValueFrom(
    endOfDay(outputs$, failsFirst, {
      info: (text: string) => void told.push(text),
      warn: (text: string) => void failures.push(text),
    }),
    { defaultValue: undefined },
  )
  expect(failures).toEqual([
    'a past trading date stays in the database, and is tried again in 10 minutes: disk full',
  ])
  expect(told).toEqual([
    '1 rows of trades of 2026-11-17 are in Parquet',
    '1 rows of trades of 2026-11-18 are in Parquet',
  ])
  expect(calls).toBe(2)
})

it('tries again in ten minutes and then less often, until it is done, another day begins or the outputs end', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const asked: string[] = []
  let failures = 2
  const exportBefore = (date: string) => {
    asked.push(date)
    return failures-- > 0 ? Promise.reject(new Error('disk full')) : Promise.resolve([])
  }
  const outputs$ = new Subject<Output>()
  let isDone = false
  const logger = { info: () => undefined, warn: () => undefined }
  endOfDay(outputs$, { exportBefore }, logger).subscribe({ complete: () => (isDone = true) })
  const begin = async (date: string) => {
    outputs$.next(index({ exchangeTime: at('09:00:00', date) }))
    await vi.advanceTimersByTimeAsync(0)
  }
  const wait = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * 60_000)

  await begin('2026-11-18')
  await wait(10)
  expect(asked).toHaveLength(2)
  await wait(19)
  expect(asked).toHaveLength(2)
  await wait(1)
  await wait(60)
  expect(asked).toEqual(['2026-11-18', '2026-11-18', '2026-11-18'])

  failures = 1
  await begin('2026-11-19')
  await begin('2026-11-20')
  expect(asked.slice(3)).toEqual(['2026-11-19', '2026-11-20'])

  failures = 1
  await begin('2026-11-23')
  outputs$.complete()
  await vi.advanceTimersByTimeAsync(0)
  expect(isDone).toBe(true)
})
