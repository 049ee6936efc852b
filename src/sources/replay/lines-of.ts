import type { ReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

/** With what some programs begin a file of UTF-8. */
const MARK = '\uFEFF'

/** The lines of a text file, plain or gzip by its name, without empty ones and without the byte order mark. */
export async function* linesOf(path: string, file: ReadStream): AsyncGenerator<string> {
  const text = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file
  const lines = createInterface({ input: text, crlfDelay: Infinity })
  let isFirst = true
  try {
    for await (const read of lines) {
      const line = isFirst && read.startsWith(MARK) ? read.slice(MARK.length) : read
      isFirst = false
      if (line.trim() !== '') yield line
    }
  } finally {
    // Whoever reads on elsewhere leaves in the middle, and nobody is to hear that the rest was not read.
    lines.on('error', () => undefined)
    text.on('error', () => undefined)
    file.destroy()
  }
}
