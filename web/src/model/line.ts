/** One point of a line. */
export interface LinePoint {
  /** ms since the epoch */
  readonly time: number
  readonly value: number
}

/** Points in order of time, one a time. */
export type Line = readonly LinePoint[]

/**
 * The line with one point more. A point of the same time is replaced; later ones are dropped, for the clock went back
 * (the exchange was started anew); those before `from` are dropped too.
 */
export function extendLine(line: Line, point: LinePoint, from: number): Line {
  return [...line.filter(({ time }) => time >= from && time < point.time), point]
}

/** A line as the server remembers it, with what came here since. */
export function seedLine(line: Line, remembered: Line): Line {
  const end = remembered.at(-1)?.time ?? -Infinity
  return [...remembered, ...line.filter(({ time }) => time > end)]
}
