/**
 * Writes `docs/accuracy.md`: how right the operators are, by recordings of the real market that are no part of the project.
 *
 *     npm run accuracy              with the recordings of REAL_DATA_DIR, or of ../shared/data
 */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { accuracy } from './accuracy/accuracy.ts'
import { documentOf } from './accuracy/document.ts'
import { commandLine } from './command-line.ts'

commandLine({})
const folder = resolve(process.env['REAL_DATA_DIR'] ?? '../shared/data')
if (!existsSync(join(folder, 'vn30f1m_ticks.parquet'))) {
  console.error(`There are no recordings in ${folder}: set REAL_DATA_DIR to their folder.`)
  process.exit(1)
}
const text = documentOf(await accuracy(folder, (done) => console.log(done)))
await mkdir('docs', { recursive: true })
await writeFile('docs/accuracy.md', text)
console.log('docs/accuracy.md is written.')
