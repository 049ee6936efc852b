/** Thrown inside a decoder where a message is not what it should be; the decoder makes a `rejected` event of it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Longest part of a value that a reason repeats. */
const SHOWN = 60

/** Stops the reading of a message: names the field, its value and what was expected. */
export function unreadable(field: string, value: unknown, expected: string): never {
  throw new Unreadable(`${field} is ${shown(value)}, expected ${expected}`)
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  // JSON knows no infinity, which is what a number beyond all bounds is read as.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
