import type { FieldName } from './fields.ts'

/** How two values are compared. */
export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!='

/** A field by its name, or a number in the field's unit. */
export type Operand = FieldName | number

/** What a rule asks of a security or an index. Plain data. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  | {
      readonly kind: 'compare'
      readonly left: Operand
      readonly comparison: Comparison
      readonly right: Operand
    }
  /** Is one of these securities, indices or sectors. */
  | { readonly kind: 'symbol' | 'sector'; readonly names: readonly string[] }
  /** Is in the basket of an index, as the feed lists it. */
  | { readonly kind: 'member'; readonly index: string }
