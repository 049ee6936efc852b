import type { Decode } from '../../pipelines/ordered-events.ts'
import type { Output } from '../domain/outputs.ts'
import type { Metrics } from '../server/metrics.ts'

/** Frames of which one is measured: reading a clock for each would cost more than what it measures. */
const EVERY = 64

/** Measures how long a trade takes from its frame to its side. */
export interface TradeTiming {
  /** The same decoder, which notes when it is given a frame. */
  readonly from: (decode: Decode) => Decode
  readonly to: (output: Output) => void
}

/**
 * Makes the measurement: all that a frame causes comes out before the next one goes in.
 *
 * @param now - a clock, ms
 */
export function tradeTiming({ classificationSeconds }: Metrics, now: () => number): TradeTiming {
  let frames = 0
  let began: number | undefined
  return {
    from: (decode) => (frame) => {
      began = ++frames % EVERY === 0 ? now() : undefined
      return decode(frame)
    },
    to({ kind }) {
      if (began === undefined || kind !== 'trade') return
      classificationSeconds.observe((now() - began) / 1_000)
      began = undefined
    },
  }
}
