import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { BLOCK_HEAD, blockHead, type BlockPlace, packBlock, unpackBlock } from './block.ts'
import { syncFolder } from './disk.ts'
import { recordBounds } from './record.ts'
import { packedOf, type Segment, unfinishedOf } from './segment.ts'
import { indexPath } from './segment-index.ts'

/** Bytes of records in a block: enough to compress well, few enough to be read at once. */
const BLOCK = 2 ** 18
/** Bytes that are read to find the end of one; more where a record is larger. */
const ROOM = BLOCK + 2 ** 16

/**
 * Compresses a segment to which nothing more is written. A crash at any time loses nothing: the packed file is written aside, read
 * back and compared, synced, renamed, and only then the plain one goes. Both hold the same records, damaged ones as they are.
 * `tidy` is called now and then, when memory that is not used any more lies about.
 * Throws where the disk does not take it, or where it does not read back; then the plain one stays.
 */
export function packSegment(segment: Segment, tidy: () => void = () => undefined): void {
  const aside = unfinishedOf(segment)
  try {
    writeAside(segment, aside, tidy)
    renameSync(aside, packedOf(segment).path)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
  syncFolder(dirname(segment.path))
  rmSync(segment.path)
  rmSync(indexPath(segment), { force: true })
}

/** Blocks between two times of tidying: a megabyte. */
const TIDY = 4

function writeAside(segment: Segment, aside: string, tidy: () => void) {
  const source = openSync(segment.path, 'r')
  const target = openSync(aside, 'w+')
  try {
    let count = 0
    const tidied = () => {
      if (++count % TIDY === 0) tidy()
    }
    for (const { records, place } of blocksOf(source, segment)) {
      writeAll(target, packBlock(records, place))
      tidied()
    }
    compare(source, target, tidied)
    fsyncSync(target)
  } finally {
    closeSync(source)
    closeSync(target)
  }
}

interface Block {
  readonly records: Buffer
  readonly place: BlockPlace
}

/** Cuts a segment behind records, so that each block can be read alone. A block is to be used before the next is asked for. */
function* blocksOf(source: number, { firstSeq }: Segment): Generator<Block> {
  const read = readerOf(source)
  let place: BlockPlace = { offset: 0, firstSeq, nextSeq: firstSeq }
  for (let room = ROOM; ;) {
    const held = read(place.offset, room)
    if (held.length === 0) return
    const cut = cutOf(held, place.nextSeq, held.length < room)
    if (cut) {
      place = { ...place, firstSeq: place.nextSeq, nextSeq: cut.nextSeq }
      yield { records: held.subarray(0, cut.end), place }
      place = { ...place, offset: place.offset + cut.end }
      room = ROOM
    } else room *= 2
  }
}

/** Where a block that begins here ends; undefined while that is not known, or nothing is left. */
function cutOf(
  bytes: Buffer,
  firstSeq: number,
  isAll: boolean,
): { end: number; nextSeq: number } | undefined {
  let end = 0
  let nextSeq = firstSeq
  while (end < Math.min(bytes.length, BLOCK)) {
    const bounds = recordBounds(bytes, end, nextSeq - 1)
    if (bounds === 'short' && !isAll) return undefined
    // What is damaged goes along as it is.
    if (typeof bounds === 'string') end += 1
    else {
      end = bounds.end
      nextSeq = bounds.seq + 1
    }
  }
  return end >= BLOCK || (isAll && end > 0) ? { end, nextSeq } : undefined
}

function writeAll(fd: number, bytes: Buffer) {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done)
}

/** Reads back what was packed; throws where it is not what it was made of. */
function compare(source: number, target: number, eachBlock: () => void) {
  const [plain, packed] = [readerOf(source), readerOf(target)]
  let at = 0
  let from = 0
  for (let start = packed(at, BLOCK_HEAD); start.length > 0; start = packed(at, BLOCK_HEAD)) {
    const head = blockHead(start)
    const records = head && unpackBlock(head, packed(at + BLOCK_HEAD, head.length))
    if (!head || !records?.equals(plain(from, records.length)))
      throw new Error('a compressed file did not read back as it was written')
    at += BLOCK_HEAD + head.length
    from += records.length
    eachBlock()
  }
  if (plain(from, 1).length > 0) throw new Error('a compressed file does not hold all of its segment')
}

/** Reads a file into the same memory again and again. */
function readerOf(fd: number): (at: number, size: number) => Buffer {
  let room = Buffer.allocUnsafe(ROOM)
  return (at, size) => {
    if (room.length < size) room = Buffer.allocUnsafe(size)
    return room.subarray(0, readSync(fd, room, 0, size, at))
  }
}
