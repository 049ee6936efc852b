import { decimalOf } from '../../src/domain/money.ts'
import type { Alert, Basis } from '../../src/domain/outputs.ts'
import { numberText } from './words.ts'

/** Tells that a future turned from a premium to a discount, or back. */
export function flipAlert(basis: Basis, direction: 'premium' | 'discount'): Alert {
  const points = numberText(decimalOf(Math.abs(basis.basis)))
  return {
    kind: 'alert',
    seq: basis.seq,
    exchangeTime: basis.exchangeTime,
    receivedTime: basis.receivedTime,
    symbol: basis.symbol,
    alertType: 'basis_divergence',
    severity: 'warning',
    message:
      `${basis.symbol}: turned to a ${direction} of ${points} points (${numberText(basis.basisPercent)} %), ` +
      `${numberText(decimalOf(basis.futurePrice))} against ${numberText(decimalOf(basis.spotValue))}`,
    direction,
    data: {
      basis: decimalOf(basis.basis),
      basis_pct: basis.basisPercent,
      futures_price: decimalOf(basis.futurePrice),
      spot_value: decimalOf(basis.spotValue),
      direction,
    },
  }
}
