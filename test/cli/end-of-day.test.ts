import { join } from 'node:path'
import { lastValueFrom, of } from 'rxjs'
import { expect, it, onTestFinished } from 'vitest'
import { endOfDay } from '../../src/cli/end-of-day.ts'
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
  expect(failures).toEqual(['a past trading date stays in the database until the next: disk full'])
  expect(told).toEqual([
    '1 rows of trades of 2026-11-17 are in Parquet',
    '1 rows of trades of 2026-11-18 are in Parquet',
  ])
  expect(calls).toBe(2)
})
