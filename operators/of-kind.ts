import type { OperatorFunction } from 'rxjs'
import { byKind } from './state/by-kind.ts'
import type { Timed } from './state/feed-clock.ts'
import type { ByKind } from './state/router.ts'

const begin = () => ({})

/**
 * The events of some kinds, as they come.
 *
 * @example events$.pipe(ofKind('trade', 'gap'))
 */
export const ofKind = <E extends Timed, K extends E['kind']>(
  ...kinds: readonly K[]
): OperatorFunction<E, Extract<E, { readonly kind: K }>> =>
  byKind(begin, (_, emit) => Object.fromEntries(kinds.map((kind) => [kind, emit])) as unknown as ByKind<E>)
