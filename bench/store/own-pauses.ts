import { closeSync, openSync, readSync } from 'node:fs'

/** The pauses of the main thread that are its own doing. */
export interface OwnPauses {
  /** Ends the watching, and tells the longest but of one in a thousand, ms; undefined where the system does not say who waited for a core. */
  readonly end: () => number | undefined
}

const STEP = 1
/** What the kernel says of a thread: ns that it ran, ns that it could have run and no core was free, turns. */
const FILE = `/proc/self/task/${process.pid}/schedstat`

/**
 * Watches how late a timer of the main thread is, less what the thread waited for a core: on a machine that others use too, most long pauses
 * are theirs. What is left is its own work, garbage and waiting for memory.
 */
export function ownPauses(): OwnPauses {
  const file = opened()
  if (file === undefined) return { end: () => undefined }
  const late: number[] = []
  let at = performance.now()
  let waited = waitedMs(file)
  const timer = setInterval(() => {
    const [now, waitedNow] = [performance.now(), waitedMs(file)]
    late.push(Math.max(0, now - at - STEP - (waitedNow - waited)))
    at = now
    waited = waitedNow
  }, STEP)
  return {
    end() {
      clearInterval(timer)
      closeSync(file)
      return late.toSorted((a, b) => a - b)[Math.floor(0.999 * late.length)]
    },
  }
}

function opened(): number | undefined {
  try {
    return openSync(FILE, 'r')
  } catch {
    return undefined
  }
}

const line = Buffer.alloc(128)

function waitedMs(file: number): number {
  const length = readSync(file, line, 0, line.length, 0)
  return Number(line.toString('latin1', 0, length).split(' ')[1]) / 1e6
}
