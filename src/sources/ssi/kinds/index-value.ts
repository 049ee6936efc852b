import type { IndexValue } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { unreadable } from '../../unreadable.ts'
import {
  indexValueOf,
  instantAt,
  numberOf,
  requiredAmount,
  requiredQuantity,
  required,
  textOf,
} from '../fields.ts'
import { AT, type Fields, rawAt } from '../values.ts'

/** The index of MI; `undefined` for a value of 0 or less, which stands for an index that is not computed yet. */
export function indexValue(fields: Fields, frame: Frame): IndexValue | undefined {
  const indexId = indexIdOf(rawAt(fields, AT.IndexId))
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

/** The id in capitals: HNXIndex and HNXINDEX are one. */
function indexIdOf(raw: unknown): string {
  const id = textOf(raw, 'IndexId').toUpperCase()
  return id && id.length <= 32 ? id : unreadable('IndexId', raw, 'the code of an index')
}
