import bundled from '../../data/reference/vn30-members.json' with { type: 'json' }
import type { IsoDate } from '../domain/time.ts'

/** Changes of an index's membership, oldest first, on top of a base list; of the form of `data/reference/vn30-members.json`. */
export interface MembershipFile {
  readonly base: { readonly effective: IsoDate; readonly symbols: readonly string[] }
  readonly changes: readonly {
    readonly effective: IsoDate
    readonly in: readonly string[]
    readonly out: readonly string[]
  }[]
}

/**
 * The members of the VN30 on a date, by symbol. Bundled, for when no feed names them: the exchange's list wins.
 * A change holds from its effective date on; before the oldest list known (April 2025) that list stands in, and after the
 * latest change the latest list.
 *
 * @param file - dated membership; the bundled one unless said
 * @example vn30Members('2026-08-03').includes('TCX') // true
 */
export function vn30Members(date: IsoDate, file: MembershipFile = bundled): readonly string[] {
  const members = new Set(file.base.symbols)
  for (const change of file.changes) {
    if (change.effective > date) break
    for (const symbol of change.out) members.delete(symbol)
    for (const symbol of change.in) members.add(symbol)
  }
  return [...members].sort()
}
