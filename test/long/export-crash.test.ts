import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

const exporter = fileURLToPath(new URL('../store/parquet/exporter.ts', import.meta.url))
const ROWS = 60_000
const dates = ['2026-11-18', '2026-11-19', '2026-11-20'] as const

/** Ends the dates of a store in another process, and kills that some ms after the store is open. */
async function killed(path: string, after: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', exporter, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), ended])
  const timer = setTimeout(() => child.kill('SIGKILL'), after)
  await ended
  clearTimeout(timer)
}

describe('kill -9 while dates are moved into Parquet', () => {
  it.each([0, 10, 20, 40, 60, 80, 110, 150, 200, 260, 330, 420])(
    'after %i ms: each row is there once',
    async (after) => {
      const dir = mkdtempSync(join(tmpdir(), 'vnflow-export-'))
      const path = join(dir, 'vnflow.duckdb')
      try {
        const first = await openStore({ path })
        for (const [i, date] of dates.entries())
          await appendTrades(
            first,
            Array.from({ length: ROWS }, (_, row) => [i * ROWS + row + 1, '09:15:00', date] as const),
          )
        await first.close()
        await killed(path, after)
        const left = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
          name.includes('data.parquet'),
        )
        console.log(`killed after ${after} ms: ${left.join(', ') || 'nothing is written'}`)
        const again = await openStore({ path })
        const count = 'select count(*) as rows, count(distinct seq) as places, max(seq) as last from trades'
        const all = { rows: 3 * ROWS, places: 3 * ROWS, last: 3 * ROWS }
        expect(await again.read(count), left.join(', ')).toEqual([all])
        await again.exportBefore('2026-12-31')
        expect(await again.read(count)).toEqual([all])
        expect(await again.query('select count(*) as rows from trades')).toEqual([{ rows: 0 }])
        await again.close()
      } finally {
        rmSync(dir, { recursive: true, force: true })
      }
    },
  )
})
