import { contractMonthOf, type Underlying } from '../../src/market/contract-code.ts'

/** An index future, whatever style its symbol has. */
export interface IndexFuture {
  readonly underlying: Underlying
  /** Grows with the month in which the contract ends; among rolling labels, with their order. */
  readonly expiry: number
}

/** The rolling labels of vendors: this month, the next, the two quarters after. */
const LABEL = /^(VN30|VN100)(F1M|F2M|F1Q|F2Q)$/
const LABELS = ['F1M', 'F2M', 'F1Q', 'F2Q']

/** False for most that are none, shares above all, at a glance: the shortest name of a future has seven characters. */
export const mayBeFuture = (symbol: string): boolean => symbol.length >= 7

/** The index future that a symbol names, or `undefined` for another security. Looks at the form only. */
export function futureOf(symbol: string): IndexFuture | undefined {
  const month = contractMonthOf(symbol)
  if (month) return { underlying: month.underlying, expiry: month.year * 12 + month.month }
  const [, underlying, label = ''] = LABEL.exec(symbol) ?? []
  return underlying === 'VN30' || underlying === 'VN100'
    ? { underlying, expiry: LABELS.indexOf(label) }
    : undefined
}
