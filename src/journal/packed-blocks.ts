import { BLOCK_HEAD, BLOCK_MARK, type BlockHead, blockHead } from './block.ts'
import type { ReadAt } from './segment-index.ts'

/** A block, and where its head stands in the packed file. */
export interface PackedBlock extends BlockHead {
  readonly at: number
}

/** Bytes that are searched at a time for the next block behind a damaged head. */
const SEARCH = 2 ** 16

/** The blocks of a packed segment by their heads alone: some 250 short reads. A block whose head is lost is left out. */
export function packedBlocks(read: ReadAt): readonly PackedBlock[] {
  const blocks: PackedBlock[] = []
  const bytes = Buffer.allocUnsafe(BLOCK_HEAD)
  for (let at = 0; read(bytes, at) === BLOCK_HEAD;) {
    const head = blockHead(bytes)
    if (head) blocks.push({ ...head, at })
    at = head ? at + BLOCK_HEAD + head.length : nextHead(read, at + 1)
  }
  return blocks
}

/** Where the next head stands; the end of the file where there is none. */
function nextHead(read: ReadAt, from: number): number {
  const bytes = Buffer.allocUnsafe(SEARCH)
  for (let base = from; ; base += SEARCH - BLOCK_HEAD) {
    const found = bytes.subarray(0, read(bytes, base))
    for (let i = found.indexOf(BLOCK_MARK); i >= 0; i = found.indexOf(BLOCK_MARK, i + 1))
      if (blockHead(Buffer.from(found.subarray(i, i + BLOCK_HEAD)))) return base + i
    if (found.length < SEARCH) return base + found.length
  }
}
