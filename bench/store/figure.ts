/** One figure of the store, beside what it is compared with in the same run. */
export interface Figure {
  readonly name: string
  /** What was measured, and of the baseline, in `unit`. */
  readonly value: number
  readonly baseline: { readonly name: string; readonly value: number }
  readonly unit: string
  /** What it should reach: at least, or at most. */
  readonly reach: { readonly least: number } | { readonly most: number }
}

const holds = ({ value, reach }: Figure) => ('least' in reach ? value >= reach.least : value <= reach.most)
const shown = (value: number) => (value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(2))

/** Figures as lines of a table. */
export const figureLine = (figure: Figure): string => {
  const { name, value, baseline, unit, reach } = figure
  const goal = 'least' in reach ? `≥ ${shown(reach.least)}` : `≤ ${shown(reach.most)}`
  const cells = [name, `${shown(value)} ${unit}`, goal, holds(figure) ? 'yes' : 'NO']
  return `| ${[...cells, `${shown(baseline.value)} ${unit}: ${baseline.name}`].join(' | ')} |`
}

/** The heads of that table. */
export const figureHead = '| | measured | reach | holds | beside it |\n| --- | ---: | ---: | --- | --- |'

/** The middle of some values. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

/** Seconds that a task takes. */
export async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const from = process.hrtime.bigint()
  await task()
  return Number(process.hrtime.bigint() - from) / 1e9
}
