import type { Frame } from '../../domain/frame.ts'
import type { ReplayStep } from '../../domain/replay.ts'
import type { PlayedProgram } from './head.ts'
import { tellsOfMarket } from './tells-of-market.ts'

/** Exchange time, ms, that a step ends with a new one of. */
const spans = { second: 1_000, bar: 60_000 }

/** Says after each frame whether a step that begins now is done. */
export function isStepDone(
  by: ReplayStep,
  { clock, gave = () => true }: Pick<PlayedProgram, 'clock' | 'gave'>,
): (frame: Frame) => boolean {
  if (by === 'frame') return () => true
  if (by === 'event') return (frame) => gave() && tellsOfMarket(frame)
  const place = () => Math.floor((clock() ?? -Infinity) / spans[by])
  const start = place()
  return () => place() > start
}
