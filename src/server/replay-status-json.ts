import type { ReplayStatus } from '../domain/replay.ts'
import { isoIct } from '../domain/time.ts'

/** How a replay stands, as JSON. */
export const replayStatusJson = ({ state, speed, loop, skipsPauses, seq, clock }: ReplayStatus) => ({
  state,
  speed,
  loop,
  skip_pauses: skipsPauses,
  seq,
  time: clock === undefined ? null : isoIct(clock),
})
