import type { RawFrame } from '../../domain/frame.ts'
import type { ServedPart } from '../wire/handler.ts'

/** What serves a recording by one version. */
export interface RecordedPart extends ServedPart<RawFrame> {
  /** Takes in what nobody is told of. */
  readonly remember: (frames: readonly RawFrame[]) => void
  /** Nothing was told yet. */
  readonly forget: () => void
}
