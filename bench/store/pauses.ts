import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { lastValueFrom, type Observable, Subject } from 'rxjs'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { ClassifiedTrade } from '../../src/domain/event.ts'
import { openStore } from '../../src/store/store.ts'
import { type Figure, median } from './figure.ts'
import { madeTrade } from './made-trades.ts'
import { ownPauses } from './own-pauses.ts'
import { inFolder } from './temporary.ts'

const PER_SECOND = 20_000
const SECONDS = 5
const STEP = 5
const REPEATS = 3
/** Rows made beforehand: what is measured is what writing costs. */
const MADE = Array.from({ length: PER_SECOND * SECONDS }, (_, i) => madeTrade(i + 1))

/**
 * The longest pause of the main thread but of one in a thousand, while rows are written; beside it while they are only told. Then the same
 * less the time that no core was free, where the system tells that.
 */
export async function pauses(): Promise<readonly Figure[]> {
  const [written, told]: [Pause[], Pause[]] = [[], []]
  for (let i = 0; i < REPEATS; i += 1)
    await inFolder(async (folder) => {
      told.push(await pause((rows$) => rows$))
      const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
      written.push(await pause(duckdb(store, tables.trade)))
      await store.close()
    })
  const name = `pause of the main thread, p99.9, while ${PER_SECOND.toLocaleString('en')} rows/s are written`
  const figure = (of: keyof Pause, more = ''): Figure => ({
    name: name + more,
    value: medianOf(written, of),
    baseline: { name: 'while the rows are told and not written', value: medianOf(told, of) },
    unit: 'ms',
    reach: { most: 5 },
  })
  return [figure('all'), figure('own', ', less the time that no core was free')].filter(
    ({ value }) => !Number.isNaN(value),
  )
}

/** The longest pause but of one in a thousand, ms; `own` less the time that no core was free, NaN where that is not told. */
interface Pause {
  readonly all: number
  readonly own: number
}

const medianOf = (pauses: readonly Pause[], which: keyof Pause): number =>
  median(pauses.map((each) => each[which]))

async function pause(sink: (rows$: Observable<ClassifiedTrade>) => Observable<unknown>): Promise<Pause> {
  const rows$ = new Subject<ClassifiedTrade>()
  const done = lastValueFrom(sink(rows$), { defaultValue: undefined })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const watched = ownPauses()
  await new Promise<void>((resolve) => {
    const from = performance.now()
    let at = 0
    const clock = setInterval(() => {
      const due = Math.min(MADE.length, Math.floor(((performance.now() - from) / 1_000) * PER_SECOND))
      for (; at < due; at += 1) {
        const row = MADE[at]
        if (row) rows$.next(row)
      }
      if (at < MADE.length) return
      clearInterval(clock)
      resolve()
    }, STEP)
  })
  delay.disable()
  const own = watched.end() ?? NaN
  rows$.complete()
  await done
  // What is told is the time between two turns of a timer of 1 ms.
  return { all: delay.percentile(99.9) / 1e6 - 1, own }
}
