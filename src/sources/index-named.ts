import { unreadable } from './unreadable.ts'

/** The exchanges' codes of indices that feeds call something else, in capitals. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['HNX', 'HNXINDEX'],
  ['HNX-INDEX', 'HNXINDEX'],
  ['UPCOM', 'UPCOMINDEX'],
  ['HNXUPCOMINDEX', 'UPCOMINDEX'],
])

/** Longest code of an index. */
const LONGEST = 32

/** The exchange's code of the index that a field names, whatever feed it is of: HNXIndex, HNX and HNXINDEX are one. */
export function indexNamed(raw: unknown, field: string): string {
  const name = typeof raw === 'string' ? raw.trim().toUpperCase() : ''
  if (name === '' || name.length > LONGEST) return unreadable(field, raw, 'the code of an index')
  return NAMES.get(name) ?? name
}
