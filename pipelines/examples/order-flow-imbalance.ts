import { filter, map } from 'rxjs'
import { z } from 'zod'
import { bars$, definePipeline } from '../index.ts'

/** 5-minute bars → those in which one side was the aggressor of nearly all. 1 is buyers only, -1 sellers only. */
export const orderFlowImbalance = definePipeline({
  name: 'order-flow-imbalance',
  about: 'Five minutes in which active buyers, or sellers, were nearly alone.',
  inputs: { bars$: bars$('5m') },
  params: z.object({ least: z.number().min(0).max(1).default(0.6), volume: z.number().default(10_000) }),
  row: z.object({ symbol: z.string(), imbalance: z.number(), volume: z.number().int() }),
  build: ({ bars$ }, { params }) =>
    bars$.pipe(
      filter(({ activeBuyVolume, activeSellVolume }) => activeBuyVolume + activeSellVolume >= params.volume),
      map(({ symbol, volume, activeBuyVolume: bought, activeSellVolume: sold }) => ({
        symbol,
        imbalance: (bought - sold) / (bought + sold),
        volume,
      })),
      filter(({ imbalance }) => Math.abs(imbalance) >= params.least),
    ),
})
