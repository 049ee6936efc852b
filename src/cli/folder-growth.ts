import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { progress } from './progress.ts'

/** How often it is looked, ms. */
const EACH = 250

/**
 * Shows, until it is stopped, how much has been written into a folder: of work that the database does in one go nothing else can be seen
 * from here.
 * @returns stops it
 */
export function folderGrowth(folder: string, out?: NodeJS.WriteStream): () => void {
  const shown = progress('kB written', out)
  const timer = setInterval(() => shown.at(Math.round(bytesIn(folder) / 1_000)), EACH)
  return () => {
    clearInterval(timer)
    shown.end()
  }
}

/** What comes and goes meanwhile counts for nothing. */
function bytesIn(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  } catch {
    return 0
  }
}
