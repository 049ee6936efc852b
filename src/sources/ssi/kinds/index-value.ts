import type { IndexValue } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { unreadable } from '../../unreadable.ts'
import {
  indexValueOf,
  instantOf,
  numberOf,
  requiredAmount,
  requiredQuantity,
  required,
  textOf,
} from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The index of MI; `undefined` for a value of 0 or less, which stands for an index that is not computed yet. */
export function indexValue(values: Values, frame: Frame): IndexValue | undefined {
  const indexId = indexIdOf(values[AT.IndexId])
  const exchangeTime = instantOf(values)
  required(numberOf(values[AT.IndexValue], 'IndexValue'), 'IndexValue', 'a number')
  const value = indexValueOf(values[AT.IndexValue], 'IndexValue')
  if (value === undefined) return undefined
  return {
    kind: 'index',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    indexId,
    value,
    prior: indexValueOf(values[AT.PriorIndexValue], 'PriorIndexValue'),
    totalVolume: requiredQuantity(values, AT.TotalQtty),
    totalValue: requiredAmount(values, AT.TotalValue, AT.TotalVal),
    advances: requiredQuantity(values, AT.Advances),
    declines: requiredQuantity(values, AT.Declines),
    noChanges: requiredQuantity(values, AT.NoChanges),
  }
}

/** The id in capitals: HNXIndex and HNXINDEX are one. */
function indexIdOf(raw: unknown): string {
  const id = textOf(raw, 'IndexId').toUpperCase()
  return id && id.length <= 32 ? id : unreadable('IndexId', raw, 'the code of an index')
}
