/** The last numbers of a series: a ring. */
export interface Recent {
  readonly values: Float64Array
  /** Numbers that were ever put in. */
  count: number
}

/** Room for `size` numbers. */
export const recent = (size: number): Recent => ({ values: new Float64Array(size), count: 0 })

/** True when as many numbers are in it as it has room for. */
export const isFull = ({ values, count }: Recent): boolean => count >= values.length

/** Puts a number in, and gives the one that leaves; 0 while there is room. */
export function push(ring: Recent, value: number): number {
  const { values, count } = ring
  const place = count % values.length
  const left = values[place] ?? 0
  values[place] = value
  ring.count += 1
  return left
}
