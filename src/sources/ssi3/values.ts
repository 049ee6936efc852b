import type { FieldName } from './messages.ts'

/** Where each field stands in the values of a message's data. The sides of a book come last: they are lists. */
export const AT = {
  t: 1,
  s: 2,
  b: 3,
  si: 4,
  f: 5,
  p: 6,
  q: 7,
  v: 8,
  tr: 9,
  cr: 10,
  bq: 11,
  bv: 12,
  sq: 13,
  sv: 14,
  tq: 15,
  tv: 16,
  ce: 17,
  fl: 18,
  ref: 19,
  c: 20,
  adv: 21,
  dec: 22,
  nc: 23,
  tmq: 24,
  tmv: 25,
  bids: 26,
  asks: 27,
} as const satisfies Record<FieldName, number>

/** The first place of a field that is a number, though mostly written as text. */
export const FIRST_NUMBER = AT.p

/** The place of a field. */
export type At = number

/** The places of the fields by name. */
export const PLACES: ReadonlyMap<string, At> = new Map(Object.entries(AT))

/** The field that stands at each place. Place 0 is nobody's. */
export const FIELD_NAMES: readonly string[] = ['', ...PLACES.keys()]

/** The name of the field at a place. */
export const nameAt = (at: At): string => FIELD_NAMES[at] ?? ''

/**
 * The values of a message's fields, each as JSON has it, or a number that came as text; `undefined` where a field is absent or null.
 * The sides of a scanned book are `Pairs`.
 */
export type Values = readonly unknown[]

/** A data frame that was read but not yet understood. */
export interface Message {
  readonly channel: unknown
  readonly topic: unknown
  /** Throws `Unreadable` where the frame has no data. */
  readonly data: () => Values
}
