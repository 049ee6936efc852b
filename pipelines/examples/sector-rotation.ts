import { auditTime, distinctUntilChanged, mergeMap, scan } from 'rxjs'
import { z } from 'zod'
import { sectorFlow } from '../../operators/sector-flow.ts'
import { definePipeline, foreign$ } from '../index.ts'

/** Foreign flow by sector → the sector that foreigners buy most, net, each time it is another one; looked at now and then by feed time. */
export const sectorRotation = definePipeline({
  name: 'sector-rotation',
  about: 'The sector that foreigners buy most today, when it becomes another.',
  inputs: { foreign$ },
  params: z.object({ minutes: z.number().positive().default(5) }),
  row: z.object({ sector: z.string(), net_value: z.number().int() }),
  build: ({ foreign$ }, { params, clock }) =>
    foreign$.pipe(
      sectorFlow(),
      scan((nets, { sector, netValue }) => nets.set(sector, netValue), new Map<string, number>()),
      auditTime(params.minutes * 60_000, clock),
      mergeMap((nets) => {
        const [first] = [...nets].sort(([, a], [, b]) => b - a)
        return first && first[1] > 0 ? [{ sector: first[0], net_value: first[1] }] : []
      }),
      distinctUntilChanged((a, b) => a.sector === b.sector),
    ),
})
