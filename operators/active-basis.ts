import type { OperatorFunction } from 'rxjs'
import type { ActiveFuture, Basis } from '../src/domain/outputs.ts'
import { stateful } from './state/stateful.ts'

const begin = () => ({ active: undefined as string | undefined })

/** The basis of the active future alone. Nothing before it is told which that is. */
export function activeBasis(): OperatorFunction<Basis | ActiveFuture, Basis> {
  return stateful(begin, (state, emit) => ({
    next(output) {
      if (output.kind === 'activeFuture') state.active = output.symbol
      else if (output.symbol === state.active) emit(output)
    },
  }))
}
