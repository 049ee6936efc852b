import { mergeMap } from 'rxjs'
import { z } from 'zod'
import { basis$, definePipeline } from '../index.ts'

/** The basis of each future → those that lie far from the mean of the newest ones, in standard deviations, with the side that would gain by a return. */
export const basisMeanReversion = definePipeline({
  name: 'basis-mean-reversion',
  about: 'A basis far from its mean, and the side that gains when it returns.',
  inputs: { basis$ },
  params: z.object({ window: z.number().int().min(3).default(120), deviations: z.number().default(2) }),
  row: z.object({
    symbol: z.string(),
    basis_pct: z.number(),
    mean_pct: z.number(),
    score: z.number(),
    side: z.enum(['buy', 'sell']),
  }),
  build: ({ basis$ }, { params }) => {
    const earlier = new Map<string, number[]>()
    return basis$.pipe(
      mergeMap(({ symbol, basisPercent }) => {
        const values = earlier.get(symbol) ?? []
        earlier.set(symbol, [...values, basisPercent].slice(-params.window))
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const deviation = Math.sqrt(
          values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
        )
        const score = (basisPercent - mean) / deviation
        if (values.length < params.window || deviation === 0 || Math.abs(score) < params.deviations) return []
        const side = score > 0 ? ('sell' as const) : ('buy' as const)
        return [{ symbol, basis_pct: basisPercent, mean_pct: mean, score, side }]
      }),
    )
  },
})
