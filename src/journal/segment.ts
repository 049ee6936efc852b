import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** One file of the log. Its name is the `seq` of its first record. */
export interface Segment {
  readonly path: string
  readonly firstSeq: number
}

const NAME = /^\d{16}\.log$/

/** The segment of a folder that begins with `firstSeq`: `0000000000000001.log`, so that names sort as numbers do. */
export const segmentOf = (dir: string, firstSeq: number): Segment => ({
  path: join(dir, `${String(firstSeq).padStart(16, '0')}.log`),
  firstSeq,
})

/** The segments of a folder, oldest first. Throws what `readdir` throws. */
export const segmentsIn = (dir: string): readonly Segment[] =>
  readdirSync(dir)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => segmentOf(dir, Number.parseInt(name, 10)))
