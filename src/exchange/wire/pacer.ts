import type { Instant } from '../../domain/time.ts'
import type { SimulatedExchange } from '../message.ts'
import type { ServedPart } from './handler.ts'

/** What moves a market on. */
export interface PacerOptions {
  readonly exchange: SimulatedExchange
  /** Simulated seconds a second. */
  readonly speed: number
  /** The wall clock, ms UTC. */
  readonly now: () => Instant
  readonly parts: readonly Pick<ServedPart, 'step'>[]
}

/** Most wall time that one step makes up for, ms: a machine that slept goes on where it was, and one too slow lags. */
const LONGEST_STEP = 1000

/** A step: moves the market on by the time since the last one, or since this was made, and hands each part what it told. */
export function pacer({ exchange, speed, now, parts }: PacerOptions): () => void {
  let last = now()
  let time = exchange.now
  return () => {
    const at = now()
    time += Math.min(Math.max(at - last, 0), LONGEST_STEP) * speed
    last = at
    const told = exchange.advance(Math.floor(time))
    for (const { step } of parts) step(told)
  }
}
