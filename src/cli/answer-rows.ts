import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnswerFile } from '../store/parquet/answer-file.ts'
import type { NamedParams, Row } from '../store/protocol.ts'
import type { ReadPath } from './read-path.ts'

/** Asks, and gives all rows of the answer. */
export async function answerRows(path: ReadPath, sql: string, params: NamedParams): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vnflow-answer-'))
  try {
    const file = join(folder, 'answer.parquet')
    await path.copy(sql, params, file)
    const answer = await openAnswerFile(file)
    try {
      const all: Row[] = []
      for await (const rows of answer.rows()) all.push(...rows)
      return all
    } finally {
      answer.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
