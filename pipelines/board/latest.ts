import type { Output } from '../../src/domain/outputs.ts'
import { bySecurity } from './by-security.ts'
import type { Part } from './part.ts'
import { type Rows, rows } from './rows.ts'

/** Outputs that tell of a security. */
type OfSecurity = Extract<Output, { readonly symbol: string }>
type OfKind<K> = Extract<OfSecurity, { readonly kind: K }>

/** A row of each security, made of the latest output of a kind today. */
export type Latest<J> = Part & Pick<Rows<J>, 'of'>

/** Keeps the latest output of a kind of each security, and makes its row when that is asked for. */
export function latest<K extends OfSecurity['kind'], J>(
  kind: K,
  toJson: (output: OfKind<K>) => J,
): Latest<J> {
  const kept = bySecurity<{ output: OfKind<K> | undefined }>(() => ({ output: undefined }))
  const shown = rows((symbol) => {
    const output = kept.find(symbol)?.output
    return output && toJson(output)
  })
  return {
    ...kept.state(shown),
    apply(output) {
      if (output.kind !== kind) return
      const { symbol } = output as OfKind<K>
      kept.of(symbol).output = output as OfKind<K>
      shown.changed(symbol)
    },
    clear() {
      kept.clear()
      shown.clear()
    },
    of: shown.of,
  }
}
