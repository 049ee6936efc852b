import { concat, defer, NEVER, type OperatorFunction, Subject, takeUntil, tap } from 'rxjs'

/**
 * Cuts the outputs of an operator where its source ends, as a live run does: what is open then stays open. Bars that a completion would tell
 * stand at a place of the log that the store has come to already.
 */
export const cut =
  <I, O>(operator: OperatorFunction<I, O>): OperatorFunction<I, O> =>
  (source$) =>
    defer(() => {
      const end$ = new Subject<void>()
      const source = source$.pipe(tap({ complete: () => end$.next() }))
      return concat(source, NEVER).pipe(operator, takeUntil(end$))
    })
