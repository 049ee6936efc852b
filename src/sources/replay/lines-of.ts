import type { ReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

/** The lines of a text file, plain or gzip by its name, without empty ones. */
export async function* linesOf(path: string, file: ReadStream): AsyncGenerator<string> {
  const text = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file
  const lines = createInterface({ input: text, crlfDelay: Infinity })
  try {
    for await (const line of lines) if (line.trim() !== '') yield line
  } finally {
    // Whoever reads on elsewhere leaves in the middle, and nobody is to hear that the rest was not read.
    lines.on('error', () => undefined)
    text.on('error', () => undefined)
    file.destroy()
  }
}
