/** The highest of the last numbers of a series: a monotonic deque. Of numbers below 0 their lowest, turned. */
export interface ExtremeWindow {
  /** Numbers that are not followed by a higher one, the highest first; a ring. */
  readonly values: Float64Array
  /** Which of the series each one is. */
  readonly places: Float64Array
  head: number
  size: number
  /** Numbers that were ever put in. */
  count: number
}

/** Over the last `length` numbers. */
export const extremeWindow = (length: number): ExtremeWindow => ({
  values: new Float64Array(length),
  places: new Float64Array(length),
  head: 0,
  size: 0,
  count: 0,
})

/** Puts a number in; gives the highest of the last ones, this one included. */
export function highestWith(window: ExtremeWindow, value: number): number {
  const { values, places } = window
  const length = values.length
  if (window.size > 0 && (places[window.head] ?? 0) <= window.count - length) {
    window.head = (window.head + 1) % length
    window.size -= 1
  }
  while (window.size > 0 && (values[(window.head + window.size - 1) % length] ?? Infinity) <= value)
    window.size -= 1
  const tail = (window.head + window.size) % length
  values[tail] = value
  places[tail] = window.count
  window.size += 1
  window.count += 1
  return values[window.head] ?? value
}
