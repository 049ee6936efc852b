import {
  closeSync,
  constants,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** What the log asks of a disk. A test puts one in between that is full, refuses or is slow. Everything throws what the file system says. */
export interface Disk {
  /** Opens a file for adding at its end. Where it is new, its name is safe in the folder before this returns. */
  readonly open: (path: string) => number
  /** Adds bytes at the end, and gives how many were taken. */
  readonly write: (fd: number, bytes: Uint8Array) => number
  /** Cuts a file off behind `size` bytes. */
  readonly cut: (fd: number, size: number) => void
  /** Resolves when all that was written before is safe from a power cut. */
  readonly sync: (fd: number) => Promise<void>
  readonly close: (fd: number) => void
  /** Removes a file; one that is not there is none to remove. */
  readonly remove: (path: string) => void
}

const syncFile = promisify(fdatasync)

/** The machine's own disk. */
export const realDisk: Disk = {
  open(path) {
    const fd = openSync(path, 'a')
    syncFolder(dirname(path))
    return fd
  },
  write: (fd, bytes) => writeSync(fd, bytes),
  cut: (fd, size) => ftruncateSync(fd, size),
  sync: (fd) => syncFile(fd),
  close: (fd) => closeSync(fd),
  remove: (path) => rmSync(path, { force: true }),
}

/** Makes the names in a folder safe: a new file must be in its folder before a sync of its content is worth anything. */
export function syncFolder(dir: string): void {
  const folder = openSync(dir, constants.O_RDONLY)
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
