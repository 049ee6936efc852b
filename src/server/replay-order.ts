import { z } from 'zod'

const ACTIONS = ['play', 'pause', 'step', 'seek', 'speed', 'loop'] as const
const said = (error: string) => ({ error })
const speed = said('max, or a number above 0, at most 10000')
const instant = said('an instant with its offset, as 2026-11-20T10:00:00+07:00')

/** What a replay can be told to do, as JSON. */
export const replayOrder = z.discriminatedUnion(
  'action',
  [
    z.object({ action: z.enum(['play', 'pause']) }),
    z.object({
      action: z.literal('step'),
      by: z
        .enum(['frame', 'second', 'bar', 'event'], said('one of frame, second, bar, event'))
        .default('frame')
        .describe(
          'frame: the next frame of the log; second, bar: to the next second, the next minute of exchange time; event: to the next frame that tells something new of the market, past lists, links and ticks of a clock',
        ),
    }),
    z.object({
      action: z.literal('seek'),
      to: z.iso
        .datetime({ offset: true, ...instant })
        .describe(
          'to the first frame at which exchange time is this or later; what a replay passes over is in /api/history when it is played, and until then /api/history/completeness tells that it is missing',
        )
        .transform((text) => Date.parse(text)),
    }),
    z.object({
      action: z.literal('speed'),
      speed: z.union([z.literal('max'), z.number().positive(speed).max(10_000, speed)], speed),
    }),
    z.object({ action: z.literal('loop'), loop: z.boolean(said('true or false')) }),
  ],
  said(`one of ${ACTIONS.join(', ')}`),
)
