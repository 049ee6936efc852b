import { join } from 'node:path'
import { Subject } from 'rxjs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { keptLog } from '../../src/cli/kept-log.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { type Store, openStore } from '../../src/store/store.ts'
import { at, classifiedTrade } from '../../src/testing/index.ts'
import { readAll } from '../journal/folder.ts'
import { folder } from '../store/folder.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

/** Tuesday to Friday, then Monday. */
const DATES = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23'] as const
const TIMES = ['09:15:00', '10:15:00', '13:15:00', '14:15:00'] as const
const rows = DATES.flatMap((date) => TIMES.map((time) => [date, time] as const)).map(
  ([date, time], i) => [i + 1, time, date] as const,
)

/** A log of two frames a file, of 300 kB each where its size counts. */
function logged(keep: { dates?: number; megabytes?: number }, store: Pick<Store, 'lastSeq' | 'query'>) {
  const dir = join(folder(), 'journal')
  const text = 'x'.repeat(keep.megabytes === undefined ? 60 : 300_000)
  const journal = openJournal({ dir, durability: 'none', segmentBytes: text.length + 29 })
  onTestFinished(() => journal.close())
  for (const [, time, date] of rows) journal.append([{ receivedTime: at(time, date), source: 'ssi', text }])
  const outputs$ = new Subject<Output>()
  const looks$ = new Subject<void>()
  const told: string[] = []
  let looked = (): void => undefined
  let oldest: number | undefined
  const settings = { VNFLOW_JOURNAL_KEEP_DATES: keep.dates ?? 0, VNFLOW_JOURNAL_KEEP_MB: keep.megabytes ?? 0 }
  const tell = (text: string) => void told.push(text)
  keptLog(outputs$, {
    settings,
    journal: { drop: (isPast) => journal.drop(isPast).finally(() => looked()) },
    store,
    snapshots: { oldest: () => oldest },
    logger: {
      info: tell,
      warn: (text: string) => {
        tell(text)
        looked()
      },
    },
    looks$,
  }).subscribe()
  for (const [seq, time, date] of rows)
    outputs$.next(classifiedTrade({ seq, receivedTime: at(time, date), exchangeTime: at(time, date) }))
  return {
    told,
    outputs$,
    looks$,
    saveAt: (seq: number) => (oldest = seq),
    /** Looks, and gives the first frame of the log. */
    look: async () => {
      const done = new Promise<void>((resolve) => (looked = resolve))
      looks$.next()
      await done
      await new Promise((resolve) => setImmediate(resolve))
      return (await readAll(dir))[0]?.seq
    },
  }
}

describe('the log that is kept', () => {
  it('loses dates when their rows are in Parquet and no restart needs them, and no earlier', async () => {
    const store = await openStore({ path: join(folder(), 'vnflow.duckdb') })
    onTestFinished(() => store.close())
    const { look, saveAt, told } = logged({ dates: 2 }, store)
    saveAt(rows.length)
    expect([await look(), await look()]).toEqual([1, 1])
    await appendTrades(store, rows)
    expect([await look(), await look()]).toEqual([1, 1])
    await store.exportBefore('2026-11-18')
    expect(await look()).toBe(5)
    await store.exportBefore('2026-11-23')
    saveAt(6)
    expect(await look()).toBe(5)
    saveAt(rows.length)
    // Of the file that ends with the last date before, nobody looks where it ends.
    expect(await look()).toBe(11)
    expect(told).toEqual([
      '2 files of the log that need not be kept were deleted',
      '3 files of the log that need not be kept were deleted',
    ])
  })

  const all = { lastSeq: () => Infinity, query: () => Promise.resolve([{ seq: 17 }]) }

  it('believes neither a clock nor a message that is ahead of the other', async () => {
    const { look, saveAt, outputs$ } = logged({ dates: 2 }, all)
    saveAt(rows.length)
    const [today, ahead] = [at('14:20:00', '2026-11-23'), at('09:15:00', '2026-12-21')]
    outputs$.next(classifiedTrade({ seq: 20, receivedTime: ahead, exchangeTime: today }))
    outputs$.next(classifiedTrade({ seq: 20, receivedTime: today, exchangeTime: ahead }))
    await look()
    expect(await look()).toBe(11)
  })

  it('is looked at within a minute, for that it is full by then is told by no message', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const drop = vi.fn(() => Promise.resolve(0))
    const settings = { VNFLOW_JOURNAL_KEEP_DATES: 0, VNFLOW_JOURNAL_KEEP_MB: 1 }
    const logger = { info: () => undefined, warn: () => undefined }
    const parts = { settings, journal: { drop }, store: all, snapshots: { oldest: () => 1 }, logger }
    const watched = keptLog(new Subject<Output>(), parts).subscribe()
    onTestFinished(() => watched.unsubscribe())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(drop).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(drop).toHaveBeenCalledTimes(2)
  })

  it('is no larger than it may be', async () => {
    const { look, saveAt } = logged({ megabytes: 3 }, all)
    saveAt(rows.length)
    await look()
    expect(await look()).toBe(11)
  })

  it('keeps what is not in Parquet, however large it is', async () => {
    const { look, saveAt } = logged({ megabytes: 1 }, all)
    saveAt(rows.length)
    await look()
    expect(await look()).toBe(17)
  })

  it('tells of a failure and looks again, until the outputs end', async () => {
    let failures = 1
    const query = () => (failures-- > 0 ? Promise.reject(new Error('busy')) : all.query())
    const { look, saveAt, told, outputs$, looks$ } = logged({ dates: 1 }, { ...all, query })
    saveAt(rows.length)
    expect(await look()).toBe(1)
    expect(told).toEqual(['the log keeps what it need not keep: busy'])
    expect(await look()).toBe(15)
    outputs$.complete()
    expect(looks$.observed).toBe(false)
  })

  it('is whole where nothing else is asked for', () => {
    const { outputs$, looks$ } = logged({}, all)
    expect([outputs$.observed, looks$.observed]).toEqual([false, false])
  })
})
