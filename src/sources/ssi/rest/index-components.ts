import { fieldReader, isJsonObject, type JsonObject } from '../../json-object.ts'
import { unreadable } from '../../unreadable.ts'
import { symbolOf, textOf } from '../fields.ts'

/** An index and its members. */
export interface IndexComponents {
  readonly indexId: string
  readonly symbols: readonly string[]
}

/**
 * Rows of IndexComponents, in any of the three shapes that are in use: members nested as `IndexComponent[].StockSymbol`
 * or as `indexcomponentList[].stocksymbol`, or one member a row. Throws `Unreadable` for an index without members.
 *
 * @param asked - the index that was asked for, for rows that name none
 */
export function indexComponents(rows: readonly JsonObject[], asked = ''): readonly IndexComponents[] {
  const byIndex = new Map<string, string[]>()
  for (const row of rows) {
    const field = fieldReader(row)
    const indexId = textOf(field('IndexCode') ?? asked, 'IndexCode').toUpperCase()
    const list = field('IndexComponent') ?? field('indexcomponentList')
    const entries = Array.isArray(list) ? list.filter(isJsonObject) : [row]
    const symbols = entries.map((entry) => symbolOf(fieldReader(entry)('StockSymbol'), 'StockSymbol'))
    byIndex.set(indexId, [...(byIndex.get(indexId) ?? []), ...symbols])
  }
  return [...byIndex].map(([indexId, symbols]) => ({ indexId, symbols })).map(checked)
}

function checked(components: IndexComponents): IndexComponents {
  if (!components.indexId) return unreadable('IndexCode', undefined, 'the code of an index')
  return components.symbols.length > 0
    ? components
    : unreadable('IndexComponent', [], `the members of ${components.indexId}`)
}
