import { openAnswerFile } from '../store/parquet/answer-file.ts'
import type { NamedParams, Row } from '../store/protocol.ts'
import type { ReadPath } from './read-path.ts'
import { withAnswer } from './with-answer.ts'

/** Asks, and gives all rows of the answer. */
export const answerRows = (path: ReadPath, sql: string, params: NamedParams): Promise<readonly Row[]> =>
  withAnswer(path, { sql, params }, { use: allRows })

async function allRows(file: string): Promise<readonly Row[]> {
  const answer = await openAnswerFile(file)
  try {
    const all: Row[] = []
    for await (const rows of answer.rows()) all.push(...rows)
    return all
  } finally {
    answer.close()
  }
}
