/** Most bytes of a number. */
export const MOST_DIGITS = 24
const [ZERO, POINT] = [48, 46]

/** Writes a number as JavaScript prints it; gives the place behind it. There has to be room for `MOST_DIGITS`. */
export const putNumber = (memory: Buffer, at: number, value: number): number =>
  isPlain(value) ? putWhole(memory, at, value) : at + memory.write(String(value), at, 'latin1')

/** The same of a number that is told in hundredths. */
export function putHundredths(memory: Buffer, at: number, value: number): number {
  if (!isPlain(value)) return putNumber(memory, at, value / 100)
  const whole = Math.trunc(value / 100)
  const rest = value - 100 * whole
  let to = putWhole(memory, at, whole)
  if (rest === 0) return to
  const tenth = Math.trunc(rest / 10)
  memory[to++] = POINT
  memory[to++] = ZERO + tenth
  if (rest > 10 * tenth) memory[to++] = ZERO + rest - 10 * tenth
  return to
}

/** A whole number of 31 bits, and no negative one: most are. */
const isPlain = (value: number): boolean => (value | 0) === value && value >= 0

/** Its digits, from the last one on. */
function putWhole(memory: Buffer, at: number, value: number): number {
  let size = 1
  for (let ten = 10; ten <= value; ten *= 10) size += 1
  let left = value | 0
  for (let place = at + size - 1; place >= at; place -= 1) {
    const tenth = (left / 10) | 0
    memory[place] = ZERO + left - 10 * tenth
    left = tenth
  }
  return at + size
}
