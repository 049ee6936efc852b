import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of its own, gone when the test is. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'vnflow-store-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
