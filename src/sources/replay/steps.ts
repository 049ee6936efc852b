import type { Frame } from '../../domain/frame.ts'
import type { ReplayStep } from '../../domain/replay.ts'
import type { Instant } from '../../domain/time.ts'
import { tellsOfMarket } from './tells-of-market.ts'

/** Exchange time, ms, that a step ends with a new one of. */
const spans = { second: 1_000, bar: 60_000 }

/** Says after each frame whether a step that begins now is done. */
export function isStepDone(by: ReplayStep, clock: () => Instant | undefined): (frame: Frame) => boolean {
  if (by === 'frame') return () => true
  if (by === 'event') return tellsOfMarket
  const place = () => Math.floor((clock() ?? -Infinity) / spans[by])
  const start = place()
  return () => place() > start
}
