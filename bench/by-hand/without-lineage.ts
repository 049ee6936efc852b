import type { Output } from '../../src/domain/outputs.ts'

/** An output to be compared: where an alert comes from is nothing that the loop by hand keeps. */
export const withoutLineage = (output: Output): object =>
  output.kind === 'alert' ? { ...output, lineage: undefined } : output
