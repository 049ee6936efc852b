import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder of real recordings, or undefined where it is not there. */
export function recordings(): string | undefined {
  const folder = resolve(process.env['REAL_DATA_DIR'] ?? '../shared/data')
  if (existsSync(join(folder, 'vn30f1m_ticks.parquet'))) return folder
  console.warn(`skipped: no real recordings in ${folder} (set REAL_DATA_DIR to their folder)`)
  return undefined
}
