import type { IndexValue } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { decimalOf, type Price } from '../../../domain/money.ts'
import { indexNamed } from '../../index-named.ts'
import { indexValueOf, required } from '../../ssi/fields.ts'
import { amountIn, instantIn, numberIn, plain, quantityIn, requiredQuantity } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/**
 * The index of a trade.index topic; `undefined` for a value of 0 or less, which stands for an index that is not computed yet.
 * Volume and value are those matched in the book, as in v2; with the deals where the book's alone are not told.
 */
export function indexValue(values: Values, frame: Frame): IndexValue | undefined {
  const indexId = indexNamed(values[AT.s], 's')
  const exchangeTime = instantIn(values)
  required(numberIn(values, AT.v), 'v', 'a number')
  const value = indexValueOf(plain(values[AT.v]), 'v')
  if (value === undefined) return undefined
  return {
    kind: 'index',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    indexId,
    value,
    prior: priorOf(value, numberIn(values, AT.c)),
    totalVolume: quantityIn(values, AT.tmq) ?? requiredQuantity(values, AT.tq),
    totalValue: required(amountIn(values, AT.tmv) ?? amountIn(values, AT.tv), 'tmv', 'an amount of VND'),
    advances: requiredQuantity(values, AT.adv),
    declines: requiredQuantity(values, AT.dec),
    noChanges: requiredQuantity(values, AT.nc),
  }
}

/** The feed tells the change only. */
const priorOf = (value: Price, change: number | undefined): Price | undefined =>
  change === undefined ? undefined : indexValueOf(decimalOf(value) - change, 'c')
