import { deepStrictEqual } from 'node:assert/strict'
import { configure } from 'rxjs-marbles'

/**
 * Wraps the body of a test so that it runs in virtual time: one frame of a marble diagram is one millisecond.
 * Fits any runner: a stream that is not as drawn throws an `AssertionError` with both sides.
 *
 * ```ts
 * it('doubles', marbles((m) => {
 *   const numbers$ = m.hot('-a-b-|', { a: 1, b: 2 })
 *   m.expect(numbers$.pipe(map((n) => n * 2))).toBeObservable('-a-b-|', { a: 2, b: 4 })
 *   m.expect(numbers$).toHaveSubscriptions('^----!')
 * }))
 * ```
 */
export const { marbles } = configure({ run: true, frameworkMatcher: true, assertDeepEqual: deepStrictEqual })
