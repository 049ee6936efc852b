import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '../journal/lock.ts'
import { readNote } from './server-note.ts'

/** How long a server may take to say that it is there, ms. */
const PATIENCE = 2_000

/** Whether a process works in the folder of a run: it writes its log, or its server is there. */
export const runInUse = async (path: string): Promise<boolean> =>
  isWritten(join(path, 'journal')) || (await isServed(path))

function isWritten(journal: string): boolean {
  if (!existsSync(journal)) return false
  try {
    lockFolder(journal)()
    return false
  } catch {
    return true
  }
}

/** A replay writes no log. */
async function isServed(path: string): Promise<boolean> {
  const note = await readNote(path)
  if (!note) return false
  return fetch(`${note.address}/health/live`, { signal: AbortSignal.timeout(PATIENCE) }).then(
    () => true,
    (cause: unknown) => cause instanceof Error && cause.name === 'TimeoutError',
  )
}
