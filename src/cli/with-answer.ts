import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopyRequest } from '../store/protocol.ts'
import type { ReadPath } from './read-path.ts'
import { stopped$ } from './stopped.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What is asked. */
export type Question = Omit<CopyRequest, 'file'>

/** What is done with an answer. */
interface AnswerUse<T> {
  /** The answer, and the folder that it lies in. */
  readonly use: (file: string, folder: string) => Promise<T>
  /** Looks at the folder from the beginning on, and gives what ends that. */
  readonly watch?: (folder: string) => () => void
}

/**
 * Asks, and lets the answer be used, a Parquet file in a folder of its own. The folder is gone afterwards, and the question with whoever
 * asked it: Ctrl-C stops it.
 */
export async function withAnswer<T>(
  path: ReadPath,
  question: Question,
  { use, watch = () => () => undefined }: AnswerUse<T>,
): Promise<T> {
  const stopping = new AbortController()
  const { signal } = stopping
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
  // Mostly it is said by what was asked.
  stopped.catch(() => undefined)
  const watching = stopped$.subscribe({
    next: () => stopping.abort(new Error('Stopped before the answer was whole.')),
    error: (reason: unknown) => stopping.abort(reason),
  })
  const folder = temporaryFolder('answer')
  const file = join(folder, 'answer.parquet')
  const stopWatching = watch(folder)
  try {
    await path.copy({ ...question, file }, signal)
    return await Promise.race([use(file, folder), stopped])
  } finally {
    watching.unsubscribe()
    stopWatching()
    await rm(folder, { recursive: true, force: true })
  }
}
