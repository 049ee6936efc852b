import type { State } from '../../operators/state/snapshots.ts'
import type { Output } from '../../src/domain/outputs.ts'
import type { IsoDate } from '../../src/domain/time.ts'

/** A part of the board: a fold over the outputs that keeps only what its view needs. */
export interface Part extends State {
  /** Takes one output in. Cheap: it runs for every event. */
  apply(output: Output): void
  /** A new trading day began: forget the old one. */
  clear(today: IsoDate): void
}

/** What was made of records, which is forgotten when they are others. */
export interface Forgetful {
  clear(): void
}

/**
 * The state of a part that remembers nothing but a record.
 *
 * @param shown - what was made of it, which is forgotten when another is loaded; nothing unless said
 */
export const recordState = <S extends object>(record: S, shown?: Forgetful): State<S> => ({
  save: () => record,
  load(saved) {
    Object.assign(record, saved)
    shown?.clear()
  },
})
