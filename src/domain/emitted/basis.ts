import { decimalOf } from '../money.ts'
import type { Basis } from '../outputs.ts'
import { isoIct } from '../time.ts'
import type { BasisPointJson } from '../wire.ts'

/** The basis of a future at one time; at par it is neither premium nor discount. */
export const basisJson = (basis: Basis): BasisPointJson => ({
  timestamp: isoIct(basis.exchangeTime),
  futures_symbol: basis.symbol,
  futures_price: decimalOf(basis.futurePrice),
  spot_value: decimalOf(basis.spotValue),
  basis: decimalOf(basis.basis),
  basis_pct: basis.basisPercent,
  is_premium: basis.state === 'par' ? null : basis.state === 'premium',
  state: basis.state,
})
