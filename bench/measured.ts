/** What one way of doing a thing takes. */
export interface Measured {
  readonly name: string
  /** CPU time of the process with all its threads, ns for one: the median, and the quartiles. */
  readonly cpu: readonly [low: number, median: number, high: number]
  /** The least wall time of a slice, ns for one: what it takes when nothing else runs. */
  readonly best: number
}

/** Something done once for the item of a number. */
export type Work = (item: number) => number

/** How it is measured. */
export interface MeasuredOptions {
  /** Items of a slice. */
  readonly slice?: number
  /** Makes what all ways take in their next slice, without being measured. */
  readonly prepare?: (from: number, count: number) => void
}

/** Items of a slice, slices of each way, and slices before that count. */
const SLICE = 500
const SLICES = 200
const WARM_UP = 60

/**
 * Measures several ways in turns of short slices, so that what else the machine does meets them all alike.
 *
 * @param items - how many there are; each slice takes the next ones, and begins anew behind the last
 */
export function measured(
  ways: Readonly<Record<string, Work>>,
  items: number,
  { slice: count = SLICE, prepare }: MeasuredOptions = {},
): readonly Measured[] {
  const taken = Object.entries(ways).map(([name, work]) => ({
    name,
    work,
    cpu: [] as number[],
    wall: [] as number[],
  }))
  for (let round = 0; round < WARM_UP + SLICES; round += 1) {
    const from = (round * count) % items
    const part = { from, count, items }
    prepare?.(from, count)
    for (const { work, cpu, wall } of taken) {
      const [cpuTime, wallTime] = slice(work, part)
      if (round < WARM_UP) continue
      cpu.push(cpuTime)
      wall.push(wallTime)
    }
  }
  return taken.map(({ name, cpu, wall }) => ({ name, cpu: quartiles(cpu), best: Math.min(...wall) }))
}

/** Keeps what is done from being left out as of no use. */
let kept = 0

interface Part {
  readonly from: number
  readonly count: number
  readonly items: number
}

function slice(work: Work, { from, count, items }: Part): readonly [cpu: number, wall: number] {
  const cpu = process.cpuUsage()
  const wall = process.hrtime.bigint()
  for (let i = 0; i < count; i += 1) kept = (kept + work((from + i) % items)) | 0
  const time = Number(process.hrtime.bigint() - wall)
  const { user, system } = process.cpuUsage(cpu)
  return [((user + system) * 1000) / count, time / count]
}

function quartiles(values: number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN
  return [at(0.25), at(0.5), at(0.75)]
}

/** Prints the ways below each other, each beside the first. */
export function table(title: string, ways: readonly Measured[]): string {
  const [base] = ways
  const rows = ways.map(({ name, cpu: [low, median, high], best }) => {
    const times = (base?.cpu[1] ?? NaN) / median
    const atBest = (base?.best ?? NaN) / best
    return [
      name,
      ...[median, low, high, best].map((ns) => ns.toFixed(0)),
      times.toFixed(1),
      atBest.toFixed(1),
    ]
  })
  const heads = ['', 'CPU ns, median', 'quartiles', '', 'best wall ns', 'times faster', 'at best']
  const lines = [heads, heads.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
  return [`## ${title}`, '', ...lines.map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n')
}
