import { closeSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

/** Puts a file in the place of another, or of none: after a power cut there is the one or the other, whole. */
export function durableRename(from: string, to: string): void {
  const folder = dirname(to)
  mkdirSync(folder, { recursive: true })
  sync(from)
  renameSync(from, to)
  sync(folder)
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
