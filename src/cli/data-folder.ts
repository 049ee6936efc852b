import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../domain/message-of.ts'
import { makeFolder } from './make-folder.ts'
import type { NamedOrigin } from './open-origin.ts'
import { runInUse } from './run-in-use.ts'
import { markSimulated } from './simulated-mark.ts'

/** Runs of the simulated exchange that are kept beside the new one: their seed makes them again. */
const KEPT_RUNS = 2

/** Where a source's journal and store lie. */
export interface DataFolder {
  readonly path: string
  readonly journal: string
  readonly store: string
}

/** What stands behind a source: the real market, a run of the simulated exchange, or a recording. */
export interface Venue {
  readonly source: string
  /** Name of the run, of the simulated exchange or of a recording; undefined for the real market. */
  readonly run: string | undefined
  /** Where such runs lie; `simulated` unless said. */
  readonly group?: 'simulated' | 'replay'
  /** Whether the data is made up: by the simulated exchange, be it now or in a recording of it. */
  readonly simulated: boolean
}

/** What stands behind a source that is open. */
export const venueOf = ({ name, run, recording, simulated }: NamedOrigin): Venue => ({
  source: name,
  run,
  simulated,
  ...(recording !== undefined && { group: 'replay' }),
})

async function dropOldRuns(folder: string, running: string) {
  const names = await readdir(folder).catch(() => [])
  const runs = await Promise.all(
    names
      .filter((name) => name !== running)
      .map(async (name) => ({ name, changed: (await stat(join(folder, name))).mtimeMs })),
  )
  runs.sort((a, b) => b.changed - a.changed)
  for (const { name } of runs.slice(KEPT_RUNS)) {
    const path = join(folder, name)
    if (!(await runInUse(path))) await rm(path, { recursive: true, force: true })
  }
}

/**
 * The folder of a venue below `dataDir`, made when it is not there. Each run of a simulated exchange has
 * one of its own below `simulated/`, each replay one below `replay/`, so that made-up data never mixes with real data; the oldest runs are dropped,
 * but none that a process works in.
 * Throws when the folder cannot be written.
 */
export async function dataFolder(dataDir: string, venue: Venue): Promise<DataFolder> {
  const { source, run, group = 'simulated', simulated } = venue
  const path = run === undefined ? join(dataDir, source) : join(dataDir, group, run)
  try {
    await makeFolder(path)
    if (run !== undefined) await dropOldRuns(join(dataDir, group), run)
    if (simulated) await markSimulated(path)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new Error(
      `cannot write the data folder ${path} (${reason}): make it writable, or name another with --data-dir.`,
      { cause },
    )
  }
  return { path, journal: join(path, 'journal'), store: join(path, 'vnflow.duckdb') }
}
