import type { State } from '../../operators/state/snapshots.ts'
import type { Output } from '../../src/domain/outputs.ts'

/** A part of the board: a fold over the outputs that keeps only what its view needs. */
export interface Part extends State {
  /** Takes one output in. Cheap: it runs for every event. */
  apply(output: Output): void
  /** A new trading day began: forget the old one. */
  clear(): void
}

/** The state of a part that remembers nothing but a record, and reads it anew each time. */
export const recordState = <S extends object>(record: S): State<S> => ({
  save: () => record,
  load: (saved) => void Object.assign(record, saved),
})
