import type { IndexValue } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { indexNamed } from '../../index-named.ts'
import { indexValueOf, instantAt, numberOf, requiredAmount, requiredQuantity, required } from '../fields.ts'
import { AT, type Fields, rawAt } from '../values.ts'

/** The index of MI; `undefined` for a value of 0 or less, which stands for an index that is not computed yet. */
export function indexValue(fields: Fields, frame: Frame): IndexValue | undefined {
  const indexId = indexNamed(rawAt(fields, AT.IndexId), 'IndexId')
  const exchangeTime = instantAt(fields)
  required(numberOf(rawAt(fields, AT.IndexValue), 'IndexValue'), 'IndexValue', 'a number')
  const value = indexValueOf(rawAt(fields, AT.IndexValue), 'IndexValue')
  if (value === undefined) return undefined
  return {
    kind: 'index',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    indexId,
    value,
    prior: indexValueOf(rawAt(fields, AT.PriorIndexValue), 'PriorIndexValue'),
    totalVolume: requiredQuantity(fields, AT.TotalQtty),
    totalValue: requiredAmount(fields, AT.TotalValue, AT.TotalVal),
    advances: requiredQuantity(fields, AT.Advances),
    declines: requiredQuantity(fields, AT.Declines),
    noChanges: requiredQuantity(fields, AT.NoChanges),
  }
}
