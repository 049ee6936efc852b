import type { OperatorFunction } from 'rxjs'
import type { Alert, Basis } from '../src/domain/outputs.ts'
import { tradingDay } from '../src/domain/time.ts'
import { flipAlert } from './state/flip-alert.ts'
import { basisLegs, flipLineage, followLegs } from './state/flip-lineage.ts'
import { stateful } from './state/stateful.ts'

/** Where a contract stood on a trading day. */
interface Stood {
  readonly at: 'premium' | 'discount'
  readonly day: number
  readonly basis: Basis
}

const begin = () => ({ stood: undefined as Stood | undefined, legs: basisLegs() })

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
        followLegs(state.legs, basis)
        if (state.stood?.basis.symbol !== symbol || state.stood.day !== day) state.stood = undefined
        if (stands === 'par') return
        if (state.stood && state.stood.at !== stands)
          emit({ ...flipAlert(basis, stands), lineage: flipLineage(basis, state.stood.basis, state.legs) })
        state.stood = { at: stands, day, basis }
      },
    }
  })
}
