import { createWriteStream, existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CopyRequest } from '../store/protocol.ts'
import { openStore } from '../store/store.ts'
import { readNote, type ServerNote } from './server-note.ts'

/** Most memory of a query in a process of its own. */
const MEMORY = '1GB'

/** How long a server may take to say that it is there, ms: it answers beside all its work. */
const PATIENCE = 10_000

/** The way to what is stored. */
export interface ReadPath {
  /** Writes the answer to one `SELECT` as a Parquet file, until the signal stops it. */
  readonly copy: (request: CopyRequest, signal?: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

/** Where each run has a folder of its own, by the source. */
const RUNS: ReadonlyMap<string, string> = new Map([
  ['exchange', 'simulated'],
  ['replay', 'replay'],
])

/** The folder of a source's log and store; of the simulated exchange and of replays that of the newest run. Throws when there is none. */
export async function storedFolder(dataDir: string, source: string): Promise<string> {
  const runs = RUNS.get(source)
  const path = runs === undefined ? join(dataDir, source) : await newest(join(dataDir, runs))
  if (path !== undefined && hasStore(path)) return path
  throw new Error(
    `There is no store of ${source} in ${dataDir}: name another source or folder with --source and --data-dir, or run vnflow start.`,
  )
}

const hasStore = (path: string): boolean => existsSync(join(path, 'vnflow.duckdb'))

/** The newest run that stored anything: one may have been recorded only. */
async function newest(folder: string): Promise<string | undefined> {
  const all = await readdir(folder).catch(() => [])
  const names = all.filter((name) => hasStore(join(folder, name)))
  const runs = await Promise.all(
    names.map(async (name) => ({ name, changed: (await stat(join(folder, name))).mtimeMs })),
  )
  const [last] = runs.sort((a, b) => b.changed - a.changed)
  return last && join(folder, last.name)
}

/**
 * Opens the way to the store of a data folder. DuckDB lets one process into a database, so while a server runs it is asked to answer;
 * else the store is opened here. Throws when the server is there and says nothing for `patience`, ms.
 */
export async function openReadPath(folder: string, patience = PATIENCE): Promise<ReadPath> {
  const note = await readNote(folder)
  if (note && (await answers(note, patience))) return throughServer(note)
  // No live feed runs beside it: a query has all of the machine.
  const threads = availableParallelism()
  const options = { path: join(folder, 'vnflow.duckdb'), memoryLimit: MEMORY, threads }
  const store = await openStore(options).catch((error: unknown) => {
    if (!isUnwritable(error)) throw error
    return openStore({ ...options, isReadOnly: true })
  })
  return {
    copy: (request, signal) => store.copy({ ...request, file: resolve(request.file) }, signal),
    close: () => store.close(),
  }
}

/** A copy on another disk, or a store of somebody else's, can be asked all the same. */
const isUnwritable = (error: unknown): boolean =>
  error instanceof Error && /Read-only file system|Permission denied/.test(error.message)

/** A server that is there and silent holds the store: to wait for it, or to open the store, would be in vain. */
const answers = ({ address }: ServerNote, patience: number): Promise<boolean> =>
  fetch(`${address}/health/live`, { signal: AbortSignal.timeout(patience) }).then(
    ({ ok }) => ok,
    (cause: unknown) => {
      if (!(cause instanceof Error && cause.name === 'TimeoutError')) return false
      throw new Error(
        `The server at ${address} holds the store and has not answered for ${patience / 1_000} s. Ask again, or stop it: without a server the store is read directly.`,
        { cause },
      )
    },
  )

const throughServer = (note: ServerNote): ReadPath => ({
  copy: (request, signal) =>
    asked(note, request, signal).catch((cause: unknown) => {
      // The word of `fetch` for all that befalls a connection; a problem that was answered, a full disk and a signal are other errors.
      if (!(cause instanceof TypeError)) throw cause
      throw new Error(
        `The server at ${note.address} ended, or was cut off, before its answer was whole. Ask again: without a server the store is read directly.`,
        { cause },
      )
    }),
  close: () => Promise.resolve(),
})

async function asked({ address, key }: ServerNote, { file, ...question }: CopyRequest, signal?: AbortSignal) {
  const response = await fetch(`${address}/api/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
    body: JSON.stringify(question),
    ...(signal && { signal }),
  })
  if (!response.ok || !response.body) {
    const problem = (await response.json()) as { readonly detail?: string }
    throw new Error(problem.detail ?? `The server answers ${response.status}.`)
  }
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file), { signal })
}
