import { asyncScheduler } from 'rxjs'
import type { Audience, AudienceOptions, channels, PipelineChannel } from './audience.ts'
import { eventAudience } from './socket/event-audience.ts'
import { stateAudience } from './socket/state-audience.ts'

/** The audience of each channel. */
export type Audiences = Readonly<Record<(typeof channels)[number], Audience>> &
  Readonly<Record<PipelineChannel, Audience>>

/** Makes the audience of each channel, still empty. */
export function makeAudiences({ pipelines = [], ...parts }: AudienceOptions): Audiences {
  const options = { ...parts, now: () => asyncScheduler.now() }
  return {
    market: stateAudience({ ...options, channel: 'market' }),
    foreign: stateAudience({ ...options, channel: 'foreign' }),
    index: stateAudience({ ...options, channel: 'index' }),
    alerts: eventAudience({ ...options, channel: 'alerts' }),
    ...Object.fromEntries(pipelines.map((channel) => [channel, eventAudience({ ...options, channel })])),
  }
}
