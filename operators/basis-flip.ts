import type { OperatorFunction } from 'rxjs'
import { decimalOf } from '../src/domain/money.ts'
import type { Alert, Basis } from '../src/domain/outputs.ts'
import { tradingDay } from '../src/domain/time.ts'
import { stateful } from './state/stateful.ts'
import { numberText } from './state/words.ts'

/** Where a contract stood on a trading day. */
interface Stood {
  readonly symbol: string
  readonly at: 'premium' | 'discount'
  readonly day: number
}

const begin = () => ({ stood: undefined as Stood | undefined })

/**
 * Alerts when a future turns from a premium to a discount, or back. Takes the basis of one contract at a time: the active one.
 *
 * - Par lies between and is no turn: premium, par, premium is none; premium, par, discount is one.
 * - The first basis of a contract, and of a trading day, only tells where it stands.
 */
export function basisFlip(): OperatorFunction<Basis, Alert> {
  return stateful(begin, (state, emit) => {
    return {
      next(basis) {
        const { symbol, state: stands } = basis
        const day = tradingDay(basis.exchangeTime)
        if (state.stood?.symbol !== symbol || state.stood.day !== day) state.stood = undefined
        if (stands === 'par') return
        if (state.stood && state.stood.at !== stands) emit(alertTo(basis, stands))
        state.stood = { symbol, at: stands, day }
      },
    }
  })
}

function alertTo(basis: Basis, direction: 'premium' | 'discount'): Alert {
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
