import { type Disk, realDisk } from '../../src/journal/disk.ts'

/** What a disk does not do any more. */
interface Failing {
  /** Code of the error of each write, and of opening a new file. */
  readonly write?: string
  /** Whether half of the bytes are taken before the error. */
  readonly halfWritten?: boolean
  readonly sync?: string
  readonly cut?: string
  /** Syncs wait for this. */
  readonly syncWaits?: Promise<void>
}

/** The real disk, with faults that can be switched on and off. */
export interface FailingDisk extends Disk {
  readonly fail: (failing: Failing) => void
  /** Bytes written to and synced since it was made, and how many syncs there were. */
  readonly syncs: () => number
}

const refusal = (code: string) => Object.assign(new Error(`${code}: the disk refuses`), { code })

/** A disk that works until it is told to fail. */
export function failingDisk(): FailingDisk {
  let failing: Failing = {}
  let syncs = 0
  return {
    ...realDisk,
    fail: (now) => (failing = now),
    syncs: () => syncs,
    open(path) {
      if (failing.write) throw refusal(failing.write)
      return realDisk.open(path)
    },
    write(fd, bytes) {
      if (failing.write === undefined) return realDisk.write(fd, bytes)
      if (failing.halfWritten) realDisk.write(fd, bytes.subarray(0, bytes.length / 2))
      throw refusal(failing.write)
    },
    async sync(fd) {
      const { syncWaits, sync } = failing
      await syncWaits
      if (sync) throw refusal(sync)
      await realDisk.sync(fd)
      syncs += 1
    },
    cut(fd, size) {
      if (failing.cut) throw refusal(failing.cut)
      realDisk.cut(fd, size)
    },
  }
}
