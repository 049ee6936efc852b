import { Registry } from 'prom-client'
import { type Audiences, makeAudiences } from '../../server/audiences.ts'
import { makeMetrics, type Metrics } from '../../server/metrics.ts'
import { makeSymbolChannels, type SymbolChannels } from '../../server/socket/symbol-channels.ts'
import type { Settings } from '../settings.ts'
import { kitMetrics } from './kit-metrics.ts'
import { type Flow, makeFlow } from '../flow.ts'
import type { Kit } from './kit.ts'

/**
 * Metrics and audiences of a process, those of the user's pipelines among them, and what counts its outputs.
 *
 * @param now - the clock that frames are received by; none in a replay
 */
export function openAudiences(
  kit: Kit | undefined,
  { WS_QUEUE_SIZE: wsQueueSize }: Pick<Settings, 'WS_QUEUE_SIZE'>,
  now?: () => number,
): {
  readonly metrics: Metrics
  readonly audiences: Audiences
  readonly symbols: SymbolChannels
  readonly flow: Flow
} {
  const metrics = makeMetrics(new Registry())
  if (kit) kitMetrics(metrics.registry, kit.standings)
  return {
    metrics,
    audiences: makeAudiences({ metrics, wsQueueSize, pipelines: kit?.channels ?? [] }),
    symbols: makeSymbolChannels({ metrics, wsQueueSize }),
    flow: makeFlow(now),
  }
}
