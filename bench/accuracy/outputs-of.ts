import { from, type OperatorFunction } from 'rxjs'

/** What an operator makes of values that are all there. */
export function outputsOf<I, O>(values: readonly I[], operator: OperatorFunction<I, O>): O[] {
  const out: O[] = []
  from(values)
    .pipe(operator)
    .subscribe({
      next: (value) => out.push(value),
      error(error: unknown) {
        throw error
      },
    })
  return out
}
