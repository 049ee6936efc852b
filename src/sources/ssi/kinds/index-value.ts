import type { IndexValue } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { unreadable } from '../../unreadable.ts'
import {
  indexValueOf,
  instantOfFields,
  numberOf,
  requiredAmount,
  requiredQuantity,
  required,
  textOf,
} from '../fields.ts'
import type { Fields } from '../messages.ts'

/** The index of MI; `undefined` for a value of 0 or less, which stands for an index that is not computed yet. */
export function indexValue(fields: Fields, frame: Frame): IndexValue | undefined {
  const indexId = indexIdOf(fields('IndexId'))
  const exchangeTime = instantOfFields(fields)
  required(numberOf(fields('IndexValue'), 'IndexValue'), 'IndexValue', 'a number')
  const value = indexValueOf(fields('IndexValue'), 'IndexValue')
  if (value === undefined) return undefined
  return {
    kind: 'index',
    seq: frame.seq,
    exchangeTime,
    receivedTime: frame.receivedTime,
    indexId,
    value,
    prior: indexValueOf(fields('PriorIndexValue'), 'PriorIndexValue'),
    totalVolume: requiredQuantity(fields, 'TotalQtty'),
    totalValue: requiredAmount(fields, 'TotalValue'),
    advances: requiredQuantity(fields, 'Advances'),
    declines: requiredQuantity(fields, 'Declines'),
    noChanges: requiredQuantity(fields, 'NoChanges'),
  }
}

/** The id in capitals: HNXIndex and HNXINDEX are one. */
function indexIdOf(raw: unknown): string {
  const id = textOf(raw, 'IndexId').toUpperCase()
  return id && id.length <= 32 ? id : unreadable('IndexId', raw, 'the code of an index')
}
