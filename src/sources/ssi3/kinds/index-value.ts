import type { IndexValue } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { decimalOf, type Price } from '../../../domain/money.ts'
import { indexValueOf, required } from '../../ssi/fields.ts'
import { amountIn, codeIn, instantIn, numberIn, plain, quantityIn, requiredQuantity } from '../fields.ts'
import type { Fields } from '../message.ts'

/**
 * The index of a trade.index topic; `undefined` for a value of 0 or less, which stands for an index that is not computed yet.
 * Volume and value are those matched in the book, as in v2; with the deals where the book's alone are not told.
 */
export function indexValue(fields: Fields, frame: Frame): IndexValue | undefined {
  const indexId = codeIn(fields)
  const exchangeTime = instantIn(fields)
  required(numberIn(fields, 'v'), 'v', 'a number')
  const value = indexValueOf(plain(fields('v')), 'v')
  if (value === undefined) return undefined
  return {
    kind: 'index',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    indexId,
    value,
    prior: priorOf(value, numberIn(fields, 'c')),
    totalVolume: quantityIn(fields, 'tmq') ?? requiredQuantity(fields, 'tq'),
    totalValue: required(amountIn(fields, 'tmv') ?? amountIn(fields, 'tv'), 'tmv', 'an amount of VND'),
    advances: requiredQuantity(fields, 'adv'),
    declines: requiredQuantity(fields, 'dec'),
    noChanges: requiredQuantity(fields, 'nc'),
  }
}

/** The feed tells the change only. */
const priorOf = (value: Price, change: number | undefined): Price | undefined =>
  change === undefined ? undefined : indexValueOf(decimalOf(value) - change, 'c')
