import { defer, filter, type MonoTypeOperatorFunction } from 'rxjs'

/**
 * Passes each value on the first time its key comes; a later one with the same key is left out.
 * The `memory` newest keys are remembered, so that a stream without an end needs no memory without an end.
 */
export function unseen<T>(key: (value: T) => string, memory: number): MonoTypeOperatorFunction<T> {
  return (values$) =>
    defer(() => {
      const seen = new Set<string>()
      return values$.pipe(
        filter((value) => {
          const id = key(value)
          if (seen.has(id)) return false
          seen.add(id)
          if (seen.size > memory) for (const oldest of seen) return seen.delete(oldest)
          return true
        }),
      )
    })
}
