/** One figure, beside what it is compared with in the same run. */
export interface Figure {
  readonly name: string
  /** What was measured, the median of its runs, in `unit`. */
  readonly value: number
  readonly unit: string
  /** The quartiles of the value over its runs. */
  readonly spread?: readonly [low: number, high: number]
  /** What is compared with, in the same unit. */
  readonly baseline?: { readonly name: string; readonly value: number }
  /** Between what the value has to lie, and the value divided by the baseline. */
  readonly reach: Bounds & { readonly ratio?: Bounds }
  /** What else was measured in it; what has bounds is part of what has to hold. */
  readonly beside?: readonly Beside[]
}

interface Bounds {
  readonly least?: number
  readonly most?: number
}

/** Something measured together with a figure. */
export interface Beside {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly reach?: Bounds
}

/** The value divided by that of the baseline. */
export const ratioOf = ({ value, baseline }: Figure): number | undefined => baseline && value / baseline.value

const lies = (value: number, { least = -Infinity, most = Infinity }: Bounds) =>
  value >= least && value <= most

/** Whether it reaches what it should. */
export const holds = (figure: Figure): boolean =>
  lies(figure.value, figure.reach) &&
  (figure.reach.ratio === undefined || lies(ratioOf(figure) ?? NaN, figure.reach.ratio)) &&
  (figure.beside ?? []).every(({ value, reach }) => reach === undefined || lies(value, reach))

/** A number as people read it: three digits, or all before the point. */
export function shown(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))
}

const bounds = (name: string, { least, most }: Bounds): readonly string[] => [
  ...(least === undefined ? [] : [`${name} ≥ ${shown(least)}`]),
  ...(most === undefined ? [] : [`${name} ≤ ${shown(most)}`]),
]

/** What it should reach, in words: `value ≥ 1,000,000, ratio ≥ 0.4`. */
export const reachText = ({ reach, beside = [] }: Figure): string =>
  [
    ...bounds('value', reach),
    ...bounds('ratio', reach.ratio ?? {}),
    ...beside.flatMap((each) => bounds(each.name, each.reach ?? {})),
  ].join(', ')

/** Figures as lines of a table. */
export function figureLine(figure: Figure): string {
  const { name, value, unit, spread, baseline } = figure
  const quartiles = spread ? `${shown(spread[0])} – ${shown(spread[1])}` : ''
  const ratio = ratioOf(figure)
  const cells = [
    name,
    `${shown(value)} ${unit}`.trim(),
    quartiles,
    baseline ? `${shown(baseline.value)}: ${baseline.name}` : '',
    ratio === undefined ? '' : shown(ratio),
    reachText(figure),
    holds(figure) ? 'yes' : 'NO',
  ]
  return `| ${cells.join(' | ')} |`
}

/** The heads of that table. */
export const figureHead =
  '| | measured | quartiles | beside it | ratio | reach | holds |\n| --- | ---: | ---: | --- | ---: | --- | --- |'

/** A figure as `--json` tells it. */
export const figureJson = (figure: Figure) => ({
  name: figure.name,
  value: figure.value,
  unit: figure.unit,
  baseline: figure.baseline?.value ?? null,
  ratio: ratioOf(figure) ?? null,
  reach: reachText(figure),
  holds: holds(figure),
})

/** The value that a share of some values does not exceed. */
export function shareOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN
}

/** The middle of some values. */
export const median = (values: readonly number[]): number => shareOf(values, 0.5)

/** The quartiles of some values. */
export const quartiles = (values: readonly number[]): readonly [number, number] => [
  shareOf(values, 0.25),
  shareOf(values, 0.75),
]

/** Seconds that a task takes. */
export async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const from = process.hrtime.bigint()
  await task()
  return Number(process.hrtime.bigint() - from) / 1e9
}
