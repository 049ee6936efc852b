import * as fc from 'fast-check'
import { it } from 'vitest'

export { fc }

/**
 * A test that holds for all values. As `@fast-check/vitest` has it, which also builds `test.skip.only…` in every order there is when it is
 * loaded: that takes 4 s and 270 MB of each worker.
 */
export const test = {
  prop:
    <T extends [unknown, ...unknown[]]>(
      arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
      parameters?: fc.Parameters<T>,
    ) =>
    (name: string, property: (...values: T) => unknown, timeout?: number) =>
      it(
        name,
        () =>
          fc.assert(
            fc.asyncProperty<T>(
              ...arbitraries,
              async (...values) => (await property(...values)) as boolean | undefined,
            ),
            parameters,
          ),
        timeout,
      ),
}
