import type { IsoDate } from '../../src/domain/time.ts'
import { oldCodeOf } from '../../src/market/contract-code.ts'
import { type Contract, contractOf } from '../../src/market/contracts.ts'

/** All names under which a feed may tell of a security: of an index future both codes of the contract that the name means on a date. */
export function namesOf(symbol: string, date: IsoDate): ReadonlySet<string> {
  const contract = contractOf(symbol) ?? listedAs(symbol, date)
  return new Set(contract ? [symbol, contract.code, oldCodeOf(contract)] : [symbol])
}

/** The contract of a rolling label; none where the calendar does not reach. */
function listedAs(symbol: string, date: IsoDate): Contract | undefined {
  try {
    return contractOf(symbol, date)
  } catch {
    return undefined
  }
}
