import type { Vnd } from '../domain/money.ts'
import { isFuture } from './contract-code.ts'

/** VND that one point of an index future is worth. Of other futures no multiplier is on record; they count alike. */
export const FUTURE_POINT: Vnd = 100_000

/**
 * VND that one unit of a security's price is worth: 100,000 for a future, whose price is in points; 1 for everything else, whose price is
 * in VND. Goes by the symbol's form.
 *
 * @example pointValue('41I1GC000') // 100_000
 * @example pointValue('FPT') // 1
 */
export const pointValue = (symbol: string): Vnd => (isFuture(symbol) ? FUTURE_POINT : 1)
