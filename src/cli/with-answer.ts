import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CopyRequest } from '../store/protocol.ts'
import type { ReadPath } from './read-path.ts'
import { stopped$ } from './stopped.ts'

/** What is asked. */
export type Question = Omit<CopyRequest, 'file'>

/**
 * Asks, and lets the answer be used, a Parquet file in a folder of its own. The folder is gone afterwards, and the question with whoever
 * asked it: Ctrl-C stops it.
 */
export async function withAnswer<T>(
  path: ReadPath,
  question: Question,
  use: (file: string, folder: string) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController()
  const stopped = new Promise<never>((_, reject) => {
    stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason as Error))
  })
  const watching = stopped$.subscribe(() => stopping.abort(new Error('Stopped before the answer was whole.')))
  const folder = await mkdtemp(join(tmpdir(), 'vnflow-answer-'))
  const file = join(folder, 'answer.parquet')
  try {
    await path.copy({ ...question, file }, stopping.signal)
    return await Promise.race([use(file, folder), stopped])
  } finally {
    watching.unsubscribe()
    await rm(folder, { recursive: true, force: true })
  }
}
