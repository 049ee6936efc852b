import { AssertionError } from 'node:assert'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { lineDiff } from './line-diff.ts'

/** How a golden file is held. */
export interface GoldenOptions {
  /** Writes what came, in place of comparing; as `VNFLOW_UPDATE_GOLDEN=1` says unless it is named. */
  readonly update?: boolean
}

const HINT = 'VNFLOW_UPDATE_GOLDEN=1 writes what came.'

/**
 * Holds lines equal to those of a golden file: what was looked at once, and is to stay. Throws an `AssertionError` with the lines that
 * differ, in any runner; one as well when the file is not there, so that a run that should compare never passes by writing.
 */
export async function golden(
  file: string,
  lines: readonly string[],
  { update = process.env['VNFLOW_UPDATE_GOLDEN'] === '1' }: GoldenOptions = {},
): Promise<void> {
  if (update) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, lines.map((line) => `${line}\n`).join(''))
    return
  }
  const expected = await linesOf(file)
  if (!expected) throw new AssertionError({ message: `${file} is not there. ${HINT}` })
  const diff = lineDiff(expected, lines)
  if (diff === '') return
  const counts = `${expected.length} lines are expected, ${lines.length} came`
  throw new AssertionError({ message: `${file}: ${counts}. ${HINT}\n${diff}` })
}

async function linesOf(file: string): Promise<readonly string[] | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    return text.split(/\r?\n/).slice(0, -1)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
