import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it } from 'vitest'
import { type AnswerFile, openAnswerFile } from '../../../src/store/parquet/answer-file.ts'
import { folder } from '../folder.ts'

const ROWS = 200_000

/** An answer of ten groups of rows. */
async function written(): Promise<string> {
  const file = join(folder(), 'answer.parquet')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `copy (select hash(i) as a from range(${ROWS}) r(i)) to '${file}' (format parquet, compression zstd, row_group_size ${ROWS / 10})`,
  )
  connection.closeSync()
  instance.closeSync()
  return file
}

async function drained(answer: AnswerFile, form: 'rows' | 'arrow'): Promise<number> {
  let count = 0
  try {
    for await (const part of answer[form]()) count += part.length
    return count
  } finally {
    answer.close()
  }
}

it('gives all rows', async () => {
  expect(await drained(await openAnswerFile(await written()), 'rows')).toBe(ROWS)
})

it.each(['rows', 'arrow'] as const)(
  'does not end in silence where rows cannot be read, as %s',
  async (form) => {
    const file = await written()
    const bytes = readFileSync(file)
    // The last groups are no compressed pages any more.
    bytes.fill(0xee, Math.floor(bytes.length * 0.7), Math.floor(bytes.length * 0.9))
    writeFileSync(file, bytes)
    await expect(openAnswerFile(file).then((answer) => drained(answer, form))).rejects.toThrow()
  },
)
