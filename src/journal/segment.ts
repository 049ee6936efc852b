import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** One file of the log. Its name is the `seq` of its first record. */
export interface Segment {
  readonly path: string
  readonly firstSeq: number
  /** Whether it is closed for good and compressed. */
  readonly packed: boolean
}

const NAME = /^\d{16}\.log(\.br)?$/

const named = (dir: string, firstSeq: number) => join(dir, `${String(firstSeq).padStart(16, '0')}.log`)

/** The segment of a folder that begins with `firstSeq`: `0000000000000001.log`, so that names sort as numbers do. */
export const segmentOf = (dir: string, firstSeq: number): Segment => ({
  path: named(dir, firstSeq),
  firstSeq,
  packed: false,
})

/** The same segment, compressed: `0000000000000001.log.br`. */
export const packedOf = ({ path, firstSeq }: Segment): Segment => ({
  path: `${path}.br`,
  firstSeq,
  packed: true,
})

/** How names end that a crash leaves behind, and that nothing reads. */
export const UNFINISHED = '.log.br.new'

/** Where a segment is compressed before it gets its name. */
export const unfinishedOf = (segment: Segment): string => `${packedOf(segment).path}.new`

/**
 * The segments of a folder, oldest first. One that is there both ways (compressing was cut short) counts once, as it was written.
 * Throws what `readdir` throws.
 */
export function segmentsIn(dir: string): readonly Segment[] {
  const names = new Set(readdirSync(dir).filter((name) => NAME.test(name)))
  return [...names]
    .filter((name) => !name.endsWith('.br') || !names.has(name.slice(0, -3)))
    .sort()
    .map((name) => {
      const plain = segmentOf(dir, Number.parseInt(name, 10))
      return name.endsWith('.br') ? packedOf(plain) : plain
    })
}
