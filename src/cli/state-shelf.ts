import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Shelf } from '../sources/replay/marks.ts'

/**
 * States in files of a folder, which is made; packed to a fifth, for a day has hundreds. What is kept is of use to this process only. Its
 * threads may share the folder: each file is whole when it is there.
 */
export function stateShelf(dir: string): Shelf {
  mkdirSync(dir, { recursive: true })
  const path = (seq: number) => join(dir, `${seq}.state`)
  return {
    put(seq, state) {
      const written = `${path(seq)}.${threadId}`
      writeFileSync(written, deflateRawSync(state, { level: 1 }))
      renameSync(written, path(seq))
    },
    get: (seq) => inflateRawSync(readFileSync(path(seq))),
  }
}
