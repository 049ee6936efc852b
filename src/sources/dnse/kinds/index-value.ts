import type { IndexValue } from '../../../domain/event.ts'
import { indexNamed } from '../../index-named.ts'
import { indexValueOf, numberOf, required } from '../../ssi/fields.ts'
import { unreadable } from '../../unreadable.ts'
import { type Message, stampOf } from '../message.ts'
import type { FieldName, Fields } from '../messages.ts'
import { billionsIn, countIn } from '../units.ts'

/**
 * The index of `mi`; `undefined` for a value of 0 or less, which stands for an index that is not computed yet.
 * Volume and value are those of matched orders, without put-through, as SSI tells them; of everything where DNSE tells no others.
 */
export function indexValue(message: Message): IndexValue | undefined {
  const { fields } = message
  const indexId = indexNamed(fields('indexName'), 'indexName')
  const stamp = stampOf(message)
  required(numberOf(fields('valueIndexes'), 'valueIndexes'), 'valueIndexes', 'a number')
  const value = indexValueOf(fields('valueIndexes'), 'valueIndexes')
  if (value === undefined) return undefined
  const [volumeName, valueName]: readonly [FieldName, FieldName] =
    fields('contauctAccTrdVol') === undefined || fields('contauctAccTrdVal') === undefined
      ? ['totalVolumeTraded', 'grossTradeAmount']
      : ['contauctAccTrdVol', 'contauctAccTrdVal']
  return {
    kind: 'index',
    ...stamp,
    indexId,
    value,
    prior: indexValueOf(fields('priorValueIndexes'), 'priorValueIndexes'),
    totalVolume: required(countIn(fields(volumeName), volumeName), volumeName, 'a number of shares'),
    totalValue: required(billionsIn(fields(valueName), valueName), valueName, 'billions of VND'),
    ...breadth(fields),
  }
}

const ADVANCES = 'fluctuationUpIssueCount'
const DECLINES = 'fluctuationDownIssueCount'
const NO_CHANGES = 'fluctuationSteadinessIssueCount'

/** A count of 0 comes as null beside others that are told, so null counts as 0 there; without any the message lacks its breadth. */
function breadth(fields: Fields): Pick<IndexValue, 'advances' | 'declines' | 'noChanges'> {
  const isTold = [ADVANCES, DECLINES, NO_CHANGES].some((name) => fields(name as FieldName) !== undefined)
  if (!isTold) return unreadable(ADVANCES, undefined, 'a number of securities')
  return {
    advances: countIn(fields(ADVANCES), ADVANCES) ?? 0,
    declines: countIn(fields(DECLINES), DECLINES) ?? 0,
    noChanges: countIn(fields(NO_CHANGES), NO_CHANGES) ?? 0,
  }
}
