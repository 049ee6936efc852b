import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shelf } from '../sources/replay/marks.ts'

/** States in files of a folder, which is made. What is kept is of use to this process only. */
export function stateShelf(dir: string): Shelf {
  mkdirSync(dir, { recursive: true })
  const path = (seq: number) => join(dir, `${seq}.state`)
  return {
    put: (seq, state) => writeFileSync(path(seq), state),
    get: (seq) => readFileSync(path(seq)),
  }
}
