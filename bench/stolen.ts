import { readFileSync } from 'node:fs'

/** What processors were there for since the machine began, in ticks. */
interface Ticks {
  readonly all: number
  /** In which something could have run, and the host let others run instead. */
  readonly stolen: number
}

/** The fields of `/proc/stat` that add up to all, and that of what was stolen. */
const [FIELDS, STEAL] = [8, 7]

function ticks(): Ticks {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const counts = first
    .split(/\s+/)
    .slice(1, 1 + FIELDS)
    .map(Number)
  return { all: counts.reduce((sum, count) => sum + count, 0), stolen: counts[STEAL] ?? 0 }
}

/**
 * Watches how much of the processors' time the host of a virtual machine takes from now on: what no program can do anything about, and what
 * delays show. Gives a share, 0 to 1; NaN on a system that does not tell.
 */
export function stolenFrom(): () => number {
  try {
    const before = ticks()
    return () => {
      const after = ticks()
      return (after.stolen - before.stolen) / (after.all - before.all)
    }
  } catch {
    return () => NaN
  }
}
