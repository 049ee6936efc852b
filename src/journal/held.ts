/** Frames that were taken, and that are not yet as safe as the log promises. */
export interface HeldBatch {
  readonly records: Buffer
  readonly firstSeq: number
  readonly lastSeq: number
  /** When it was taken, ms on the process's clock. */
  readonly takenAt: number
  /** Called when it is as safe as promised. */
  readonly settle: () => void
  /** Called when it never will be. */
  readonly fail: (error: Error) => void
}

/** Batches in the order of the log; those at the front may be written already. */
export interface Held {
  readonly bytes: () => number
  readonly frames: () => number
  /** When the oldest batch was taken; undefined where there is none. */
  readonly oldest: () => number | undefined
  /** The last batch that is written, and all of them before it. */
  readonly lastWritten: () => HeldBatch | undefined
  readonly allWritten: () => boolean
  readonly add: (batch: HeldBatch) => void
  /** Writes those that are not, one after the other; a throw leaves the rest for the next time. */
  readonly write: (task: (batch: HeldBatch) => void) => void
  /** None counts as written any more. */
  readonly rewind: () => void
  /** Lets go of all up to a batch, and settles them. */
  readonly settle: (upTo: HeldBatch | undefined) => void
  /** Lets go of all, and fails them. */
  readonly fail: (error: Error) => void
}

/** An empty queue. */
export function held(): Held {
  const batches: HeldBatch[] = []
  let written = 0
  let bytes = 0

  function frames() {
    const first = batches[0]?.firstSeq ?? 0
    return (batches.at(-1)?.lastSeq ?? first - 1) - first + 1
  }

  function take(count: number): readonly HeldBatch[] {
    const taken = batches.splice(0, count)
    written = Math.max(0, written - count)
    for (const { records } of taken) bytes -= records.length
    return taken
  }

  return {
    bytes: () => bytes,
    frames,
    oldest: () => batches[0]?.takenAt,
    lastWritten: () => batches[written - 1],
    allWritten: () => written === batches.length,
    add(batch) {
      batches.push(batch)
      bytes += batch.records.length
    },
    write(task) {
      for (let batch = batches[written]; batch; batch = batches[++written]) task(batch)
    },
    rewind: () => (written = 0),
    settle(upTo) {
      const count = batches.findIndex((batch) => batch === upTo) + 1
      for (const { settle } of take(count)) settle()
    },
    fail(error) {
      for (const { fail } of take(batches.length)) fail(error)
    },
  }
}
