import type { Line } from './line.ts'

/** A line in a box of 100 × 100, y downwards, with the values that its edges stand for. */
export interface LinePath {
  /** SVG path of the line; empty with fewer than two points. */
  readonly stroke: string
  /** SVG path of the area between the line and the base, or the lower edge. */
  readonly area: string
  /** Height of the base in the box. */
  readonly baseY: number | undefined
  /** Height of the last point in the box. */
  readonly lastY: number
  readonly min: number
  readonly max: number
}

/** Room above and below, so that a stroke at the edge is not cut. */
const MARGIN = 5

const round = (value: number) => Math.round(value * 100) / 100

type Range = readonly [number, number]

/** Maps one range to another; one without a width, to the start of the other. */
const scale =
  ([from, to]: Range, [start, end]: Range) =>
  (value: number) =>
    round(start + ((value - from) / (to - from || 1)) * (end - start))

/** Lays a line out; a line without a point has no path. `base` is always in the picture: yesterday's close, or 0. */
export function linePath(line: Line, base: number | undefined): LinePath | undefined {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return undefined
  const values = line.map(({ value }) => value).concat(base ?? [])
  const [min, max] = [Math.min(...values), Math.max(...values)]
  const x = scale([first.time, last.time], [0, 100])
  const y = scale([max, min], [MARGIN, 100 - MARGIN])
  const points = line.map(({ time, value }) => `${x(time)} ${y(value)}`).join('L')
  const baseY = base === undefined ? undefined : y(base)
  const bottom = baseY ?? 100
  const drawn = first.time < last.time
  return {
    stroke: drawn ? `M${points}` : '',
    area: drawn ? `M0 ${bottom}L${points}L100 ${bottom}Z` : '',
    baseY,
    lastY: y(last.value),
    min,
    max,
  }
}
