import type { Output } from '../../src/domain/outputs.ts'

/** A part of the board: a fold over the outputs that keeps only what its view needs. */
export interface Part {
  /** Takes one output in. Cheap: it runs for every event. */
  apply(output: Output): void
  /** A new trading day began: forget the old one. */
  clear(): void
}
