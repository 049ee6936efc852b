import { unreadable } from '../unreadable.ts'

/** The levels of a side of a book as they came: price, quantity, price, quantity, … */
export class Pairs {
  /** Values behind the last pair are of an earlier book. */
  readonly values: unknown[] = []
  /** How many pairs there are. */
  count = 0
}

/** The pairs of a parsed list, `[[price, quantity], …]`. Throws `Unreadable` where it is none. */
export function pairsIn(raw: unknown, name: string): Pairs {
  if (!Array.isArray(raw)) return unreadable(name, raw, 'levels')
  const pairs = new Pairs()
  for (const pair of raw as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length < 2) return unreadable(name, pair, 'levels of price and quantity')
    pairs.values.push(pair[0], pair[1])
    pairs.count += 1
  }
  return pairs
}
