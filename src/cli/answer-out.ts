import { constants, createReadStream, createWriteStream } from 'node:fs'
import { access, copyFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf } from '../domain/message-of.ts'
import { type AnswerFile, openAnswerFile } from '../store/parquet/answer-file.ts'
import type { Row } from '../store/protocol.ts'
import { folderGrowth } from './folder-growth.ts'
import type { ReadPath } from './read-path.ts'
import { type Question, withAnswer } from './with-answer.ts'

/** The forms of an answer; `table` is for people. */
export const formats = ['table', 'csv', 'json', 'arrow', 'parquet'] as const
/** One of them. */
export type Format = (typeof formats)[number]

/** What is asked, and where the answer goes. */
export interface Asking extends Question {
  readonly format: Format
  /** A file; stdout when absent. */
  readonly out?: string | undefined
}

/** Rows that a table shows; who wants more wants another form. */
const SHOWN = 1_000

/** Asks, and writes the answer. A file is there when it is whole, and not before. */
export async function answerOut(path: ReadPath, { format, out, ...question }: Asking): Promise<void> {
  if (out !== undefined) await checkPlace(out)
  const use = async (parquet: string, folder: string) => {
    const made =
      format === 'parquet' ? parquet : await written(parquet, format, join(folder, `answer.${format}`))
    if (out === undefined) await print(made)
    else await write(made, out)
  }
  // What is printed is a progress of its own.
  await withAnswer(path, question, { use, ...(out !== undefined && { watch: folderGrowth }) })
}

/** An answer may take minutes: that there is no place for it is told before. */
async function checkPlace(out: string): Promise<void> {
  const there = await stat(out).catch(() => undefined)
  if (there?.isDirectory())
    throw new Error(`${out} cannot be written: it is a folder. Name a file in it, or another one.`)
  if (there && !there.isFile()) return
  const folder = dirname(await realpath(out).catch(() => out))
  try {
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw new Error(
      `${out} cannot be written: ${folder} is no folder that can be. Make it, or name another file.`,
      {
        cause,
      },
    )
  }
}

/** A reader that goes away (`| head`) has had enough, and nothing is wrong. */
async function print(file: string, out: Writable = process.stdout): Promise<void> {
  try {
    await pipeline(createReadStream(file), out, { end: out !== process.stdout })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}

async function written(parquet: string, format: Exclude<Format, 'parquet'>, file: string): Promise<string> {
  const answer = await openAnswerFile(parquet)
  try {
    if (format === 'csv') await answer.csv(file)
    else await pipeline(parts(answer, format), createWriteStream(file) as Writable)
    return file
  } finally {
    answer.close()
  }
}

function parts(answer: AnswerFile, format: 'table' | 'json' | 'arrow'): AsyncIterable<string | Uint8Array> {
  if (format === 'arrow') return answer.arrow()
  return format === 'json' ? jsonText(answer) : tableText(answer)
}

/** One array, a row a line. */
async function* jsonText(answer: AnswerFile) {
  let between = '[\n'
  for await (const rows of answer.rows())
    for (const row of rows) {
      yield between + JSON.stringify(row)
      between = ',\n'
    }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}

const cell = (value: Row[string] | undefined): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')

async function* tableText(answer: AnswerFile) {
  const shown: Row[] = []
  let count = 0
  for await (const rows of answer.rows()) {
    shown.push(...rows.slice(0, SHOWN - shown.length))
    count += rows.length
  }
  const names = Object.keys(shown[0] ?? {})
  const widths = names.map((name) => Math.max(name.length, ...shown.map((row) => cell(row[name]).length)))
  const isNumber = names.map((name) => shown.some((row) => typeof row[name] === 'number'))
  const padded = (text: string, i: number) =>
    isNumber[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)
  const line = (cells: readonly string[]) => cells.map(padded).join('  ').trimEnd() + '\n'
  if (names.length > 0) yield line(names) + line(widths.map((width) => '-'.repeat(width)))
  for (const row of shown) yield line(names.map((name) => cell(row[name])))
  yield `${count} rows${count > shown.length ? `, the first ${shown.length} shown` : ''}\n`
}

/** What is no file takes the answer as stdout does: a device or a pipe (`/dev/stdout`) is not to be replaced. A link stays one. */
async function write(made: string, out: string): Promise<void> {
  const there = await stat(out).catch(() => undefined)
  try {
    if (there && !there.isFile()) await print(made, createWriteStream(out))
    else await replace(made, await realpath(out).catch(() => out))
  } catch (cause) {
    const reason = messageOf(cause)
    throw new Error(`${out} cannot be written (${reason}): free some disk, or name another file.`, { cause })
  }
}

/** Another disk than that of temporary files takes a copy first, beside the place. */
async function replace(made: string, out: string): Promise<void> {
  const beside = `${out}.partial`
  try {
    await copyFile(made, beside)
    await rename(beside, out)
  } catch (cause) {
    await rm(beside, { force: true })
    throw cause
  }
}
