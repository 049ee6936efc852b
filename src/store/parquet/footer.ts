import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { messageOf } from '../../domain/message-of.ts'

/** What a Parquet file ends with: what tells it from every other, or why there is none. */
export type Footer = { readonly stamp: string } | { readonly fault: string }

const MAGIC = 'PAR1'
/** Length of the footer and the magic bytes, at the end. */
const TAIL = 8

/** Reads a file's two ends, and no rows: a file that was cut short or begins or ends with other bytes has no footer. Throws nothing. */
export function readFooter(path: string): Footer {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    return footerOf(file)
  } catch (error) {
    return { fault: `cannot be read: ${messageOf(error)}` }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function footerOf(file: number): Footer {
  const stat = fstatSync(file)
  if (!stat.isFile()) return { fault: 'is no file' }
  const { size } = stat
  if (size === 0) return { fault: 'is empty' }
  if (size < MAGIC.length + TAIL) return { fault: `is cut short: ${size} bytes are no Parquet file` }
  const tail = bytesAt(file, size - TAIL, TAIL)
  if (bytesAt(file, 0, MAGIC.length).toString('latin1') !== MAGIC)
    return { fault: `does not begin with ${MAGIC}` }
  if (tail.toString('latin1', 4) !== MAGIC) return { fault: `is cut short: it does not end with ${MAGIC}` }
  const length = tail.readUInt32LE(0)
  const from = size - TAIL - length
  if (length === 0 || from < MAGIC.length)
    return { fault: `tells a footer of ${length} of its ${size} bytes` }
  const hash = createHash('md5')
    .update(bytesAt(file, from, length))
    .digest('base64url')
  return { stamp: `${size}:${hash}` }
}

function bytesAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  const read = readSync(file, bytes, 0, length, from)
  if (read < length) throw new Error(`it ends after ${from + read} bytes`)
  return bytes
}
