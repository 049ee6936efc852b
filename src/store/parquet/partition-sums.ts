import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { durableRename } from './durable-rename.ts'

/** Beside the tables' folders, as `sha256sum -c` reads it. */
export const SUMS = 'SHA256SUMS'

/** The sums of partitions by their paths below the folder: two where a crash left it open which of two files is in the place. */
type Sums = ReadonlyMap<string, readonly string[]>

/**
 * What is known of the files of all partitions: of ten turned bits in a compressed page the database notices three, and gives other
 * numbers for the rest.
 */
export interface PartitionSums {
  /** Says that a file is about to come into a place, with this sum; that of the file that is there stays known. */
  readonly expect: (file: string, sum: string) => void
  /** Says that it is there. */
  readonly settle: (file: string, sum: string) => void
  /** Whether a file is as it was written; undefined where nobody noted its sum. Rejects when it cannot be read. */
  readonly isAsWritten: (file: string) => Promise<boolean | undefined>
  /** The files whose sums are known. */
  readonly files: () => readonly string[]
}

/** SHA-256 of a file, in hex: 0.6 ms of CPU a megabyte. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash)
  return hash.digest('hex')
}

/** The sums of a folder, read at each question: another process may write there. Who writes is alone in the folder. */
export function partitionSums(folder: string): PartitionSums {
  const nameOf = (file: string) => relative(folder, file).replaceAll(sep, '/')
  const known = (file: string) => readSums(folder).get(nameOf(file)) ?? []
  const note = (file: string, sums: readonly string[]) =>
    writeSums(folder, new Map([...readSums(folder), [nameOf(file), sums]]))
  return {
    expect: (file, sum) => note(file, [...new Set([...known(file), sum])]),
    settle: (file, sum) => note(file, [sum]),
    async isAsWritten(file) {
      if (known(file).length === 0) return undefined
      const sum = await sumOf(file)
      // Asked after the reading: a file that came meanwhile was expected before.
      return known(file).includes(sum)
    },
    files: () => [...readSums(folder).keys()].map((name) => join(folder, name)),
  }
}

function readSums(folder: string): Sums {
  const sums = new Map<string, readonly string[]>()
  for (const [, sum = '', name = ''] of textOf(folder).matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm))
    sums.set(name, [...(sums.get(name) ?? []), sum])
  return sums
}

function textOf(folder: string): string {
  try {
    return readFileSync(join(folder, SUMS), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function writeSums(folder: string, sums: Sums): void {
  const lines = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, all]) => all.map((sum) => `${sum}  ${name}\n`))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${SUMS}.partial`), lines.join(''))
  durableRename(join(folder, `${SUMS}.partial`), join(folder, SUMS))
}
