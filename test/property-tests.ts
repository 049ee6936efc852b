import * as fc from 'fast-check'
import { it } from 'vitest'

export { fc }

/**
 * What tests use of `@fast-check/vitest`, in whose place `vitest.config.ts` puts this: a test that holds for all values. The package also
 * builds `test.skip.only…` in every order there is when it is loaded, which nothing here asks for, and which takes 4 s and 270 MB of each worker.
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
