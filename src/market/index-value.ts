import { type Price, priceOfHundredths, type Quantity } from '../domain/money.ts'

/** A member of an index with its weight's parts. */
export interface IndexMember {
  readonly symbol: string
  /** Hundredths; a price that is thought of rather than quoted need not be whole. */
  readonly price: number
  readonly shares: Quantity
  /** Part of the shares that counts, 0 to 1; 1 in VNINDEX, which takes all listed shares. */
  readonly freeFloat?: number
  /** What keeps a heavy member's weight down, 0 to 1; 1 in VNINDEX. See `capFactors`. */
  readonly cap?: number
  /** Companies of one group are capped together. */
  readonly group?: string
}

/**
 * Capitalisation of the members as the index counts it, VND.
 *
 * @example indexCapitalisation([{ symbol: 'FPT', price: priceOfHundredths(10_000_000), shares: 1_000 }]) // 100_000_000
 */
export const indexCapitalisation = (members: readonly IndexMember[]): number =>
  members.reduce(
    (sum, { price, shares, freeFloat = 1, cap = 1 }) => sum + price * shares * freeFloat * cap,
    0,
  ) / 100

/**
 * An index by its formula, hundredths of a point: Σ price × shares × free float × cap ÷ divisor. The exchange publishes neither its
 * divisors nor its rounded free floats in the feed: take those from a known value with `divisorFor`.
 * Throws a `RangeError` when the value is not above 0.
 *
 * @param divisor - VND that one point is worth
 * @example indexValue([{ symbol: 'FPT', price: priceOfHundredths(10_000_000), shares: 1_000 }], 50_000) // 200_000: 2,000.00 points
 */
export const indexValue = (members: readonly IndexMember[], divisor: number): Price =>
  priceOfHundredths(Math.round((indexCapitalisation(members) / divisor) * 100))

/**
 * The divisor with which members give a known value: at the start, and whenever members, shares or caps change, so that
 * the change itself does not move the index.
 * @example indexValue(members, divisorFor(members, value)) // value
 */
export const divisorFor = (members: readonly IndexMember[], value: Price): number =>
  (indexCapitalisation(members) * 100) / value

/** The largest weights: of one member, and of a group of related companies. */
export interface Caps {
  readonly member: number
  readonly group: number
}

/** VN30: 10 % one stock, 15 % a group. */
export const VN30_CAPS: Caps = { member: 0.1, group: 0.15 }

const CLOSE_ENOUGH = 1e-9
const ROUNDS = 10_000

/**
 * Cap factors by symbol that bring every weight to its limit or below, at the prices given; the exchange fixes them at each
 * review. Throws a `RangeError` when no factors can: fewer members or groups than the limits leave room for.
 *
 * @example capFactors(members, VN30_CAPS).get('VIC') // below 1 when it weighs more than a tenth
 */
export function capFactors(
  members: readonly IndexMember[],
  { member, group }: Caps = VN30_CAPS,
): ReadonlyMap<string, number> {
  const sizes = members.map(({ price, shares, freeFloat = 1 }) => price * shares * freeFloat)
  const groups = [...new Set(members.map((each) => each.group))].filter((name) => name !== undefined)
  const units = [
    ...members.map((_, i) => ({ indices: [i], limit: member })),
    ...groups.map((name) => ({
      indices: members.flatMap((each, i) => (each.group === name ? [i] : [])),
      limit: group,
    })),
  ]
  for (let round = 0; round < ROUNDS; round++) {
    const excess = units.map((unit) => shrink(sizes, unit))
    if (Math.max(0, ...excess) < CLOSE_ENOUGH) {
      return new Map(members.map((each, i) => [each.symbol, factorOf(each, sizes[i] ?? 0)]))
    }
  }
  throw new RangeError(`No caps bring ${members.length} members to ${member} each and ${group} a group.`)
}

const factorOf = ({ price, shares, freeFloat = 1 }: IndexMember, size: number): number =>
  size / (price * shares * freeFloat)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Makes what is too heavy as heavy as the rest allows; gives how far it was over. */
function shrink(sizes: number[], { indices, limit }: { indices: readonly number[]; limit: number }): number {
  const own = sum(indices.map((i) => sizes[i] ?? 0))
  const others = sum(sizes) - own
  const over = own / (own + others) - limit
  if (over <= 0) return over
  const factor = (limit * others) / ((1 - limit) * own)
  for (const i of indices) sizes[i] = (sizes[i] ?? 0) * factor
  return over
}
