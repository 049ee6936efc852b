import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Characters that are gathered before they are written. */
const GATHER = 65_536

/** Text on its way out, gathered into larger writes; whoever makes it waits for `drained` now and then. */
export interface TextOut {
  write(text: string): void
  /** Writes what is gathered, and waits while the far side is slower. */
  drained(): Promise<void>
  end(): Promise<void>
}

/** Waits for whichever comes first, for a stream that failed never drains; and leaves no listener behind. */
async function drainOrClose(stream: Writable): Promise<void> {
  const heard = new AbortController()
  const { signal } = heard
  const waits = ['drain', 'close'].map((event) => once(stream, event, { signal }).catch(() => undefined))
  await Promise.race(waits)
  heard.abort()
}

/** Text to a stream, which is called by its name where it cannot be written. When the reader of a pipe goes away (`| head`) what follows is dropped without a word. */
export function textOut(stream: Writable, name: string): TextOut {
  let gathered: string[] = []
  let size = 0
  let gone = false
  const failures: Error[] = []
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true
    if (error.code !== 'EPIPE')
      failures.push(new Error(`${name} cannot be written: ${error.message}`, { cause: error }))
  })
  const flush = () => {
    if (size > 0 && !gone) stream.write(gathered.join(''))
    gathered = []
    size = 0
  }
  const drained = async () => {
    flush()
    if (failures[0]) throw failures[0]
    if (stream.writableNeedDrain && !gone) await drainOrClose(stream)
  }
  return {
    write(text) {
      gathered.push(text)
      size += text.length
      if (size > GATHER) flush()
    },
    drained,
    async end() {
      await drained()
      if (stream !== process.stdout && !gone) {
        stream.end()
        // What it failed of is told below, with its name.
        await once(stream, 'close').catch(() => undefined)
      }
      if (failures[0]) throw failures[0]
    },
  }
}
