import { readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Frame } from '../domain/frame.ts'
import { BLOCK_HEAD, unpackBlock } from './block.ts'
import { type PackedBlock, packedBlocks } from './packed-blocks.ts'
import { type Damage, scan, type ScanOptions } from './scan.ts'
import type { Segment } from './segment.ts'
import type { Place } from './segment-index.ts'

/** What is read of a segment. */
export interface FramesOptions extends Pick<ScanOptions, 'onDamage' | 'nextSeq'> {
  readonly segment: Segment
  /** First frame wanted; some before it may come, too. */
  readonly fromSeq: number
}

/**
 * The frames of a packed segment from the block on that holds `fromSeq`, a block at a time. One turned bit in a block costs nothing, any other
 * damage that block; it is told by the place that it had in the segment as it was written.
 */
export async function* packedFrames(
  file: FileHandle,
  options: FramesOptions,
): AsyncGenerator<readonly Frame[]> {
  const { segment, fromSeq, nextSeq } = options
  // Blocks of another file's frames are not of this one, whoever put them there: the log would go back.
  const all = packedBlocks((into, at) => readSync(file.fd, into, 0, into.length, at)).filter(
    ({ firstSeq }) => firstSeq >= segment.firstSeq && firstSeq < (nextSeq ?? Infinity),
  )
  const first = Math.max(
    0,
    all.findLastIndex(({ firstSeq }) => firstSeq <= fromSeq),
  )
  const blocks = all.slice(first)
  let due: Place = { seq: all[first - 1]?.nextSeq ?? segment.firstSeq, offset: placeBehind(all[first - 1]) }
  for (const [i, block] of blocks.entries()) {
    tellHole(options, due, block)
    const isLast = i === blocks.length - 1
    yield* framesOf(file, block, { ...options, nextSeq: (isLast ? nextSeq : undefined) ?? block.nextSeq })
    due = { seq: block.nextSeq, offset: placeBehind(block) }
  }
  if (blocks.length === 0 && nextSeq !== undefined)
    tellHole(options, due, { offset: due.offset, firstSeq: nextSeq })
}

const placeBehind = (block: PackedBlock | undefined): number => (block ? block.offset + block.size : 0)

function tellHole(
  { segment, onDamage }: FramesOptions,
  due: Place,
  { offset, firstSeq }: Pick<PackedBlock, 'offset' | 'firstSeq'>,
) {
  if (firstSeq > due.seq || offset > due.offset)
    onDamage?.(damage(segment, { ...due, bytes: offset - due.offset, missing: firstSeq - due.seq }))
}

const damage = ({ path }: Segment, place: Omit<Damage, 'segment'>): Damage => ({ segment: path, ...place })

async function* framesOf(file: FileHandle, block: PackedBlock, options: FramesOptions & { nextSeq: number }) {
  const { segment, nextSeq, onDamage } = options
  const { offset, size, firstSeq } = block
  const packed = Buffer.allocUnsafe(block.length)
  const { bytesRead } = await file.read(packed, 0, block.length, block.at + BLOCK_HEAD)
  const records = unpackBlock(block, packed.subarray(0, bytesRead))
  if (!records) {
    onDamage?.(damage(segment, { offset, bytes: size, seq: firstSeq, missing: nextSeq - firstSeq }))
    return
  }
  const feed = scan(segment, { onDamage, nextSeq, from: { seq: firstSeq, offset } })
  yield feed(records)
  yield feed(undefined)
}
