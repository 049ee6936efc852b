import type { Evidence, Lineage } from '../../src/domain/lineage.ts'
import { decimalOf } from '../../src/domain/money.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { evidence, type Told } from './evidence.ts'

/** Who told the future's price and the index of now; a basis itself says only which frame changed one of them. */
export interface BasisLegs {
  symbol: string
  future: number
  spot: number
  /** `undefined` while it is the one that the first basis of a contract found there. */
  futureTold: Told | undefined
  spotTold: Told | undefined
}

/** Nothing is known. */
export const basisLegs = (): BasisLegs => ({
  symbol: '',
  future: 0,
  spot: 0,
  futureTold: undefined,
  spotTold: undefined,
})

/** Takes note of which leg a basis changed. */
export function followLegs(
  legs: BasisLegs,
  { symbol, futurePrice, spotValue, seq, exchangeTime }: Basis,
): void {
  const isKnown = legs.symbol === symbol
  const told = isKnown ? { seq, exchangeTime } : undefined
  if (!isKnown || legs.future !== futurePrice) legs.futureTold = told
  if (!isKnown || legs.spot !== spotValue) legs.spotTold = told
  legs.symbol = symbol
  legs.future = futurePrice
  legs.spot = spotValue
}

/** What made a turn: the last basis on the other side, the future and the index of now, and the basis that they make. */
export function flipLineage(basis: Basis, before: Basis, { futureTold, spotTold }: BasisLegs): Lineage {
  const made: readonly Evidence[] = [
    basisEvidence('basis before', before),
    ...(futureTold ? [evidence('future', futureTold, { price: decimalOf(basis.futurePrice) })] : []),
    ...(spotTold ? [evidence('index', spotTold, { value: decimalOf(basis.spotValue) })] : []),
    basisEvidence('basis', basis),
  ]
  return {
    rule: { par: 0 },
    state: {
      basis: decimalOf(basis.basis),
      basis_before: decimalOf(before.basis),
      futures_price: decimalOf(basis.futurePrice),
      spot_value: decimalOf(basis.spotValue),
    },
    // A stable sort: what one frame told stays in this order.
    evidence: made.toSorted((a, b) => a.seq - b.seq),
  }
}

const basisEvidence = (what: string, basis: Basis): Evidence =>
  evidence(what, basis, {
    basis: decimalOf(basis.basis),
    futures_price: decimalOf(basis.futurePrice),
    spot_value: decimalOf(basis.spotValue),
  })
