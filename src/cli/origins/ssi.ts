import { ssi } from '../../sources/ssi/ssi.ts'
import type { Origin, OriginOptions } from './origin.ts'
import { bothOf, remoteOrigin } from './remote.ts'

/** FastConnect Data v2, SSI's or a simulated exchange's. */
export async function ssiOrigin({ settings, logger }: OriginOptions): Promise<Origin> {
  const { SSI_CONSUMER_ID, SSI_CONSUMER_SECRET, SSI_BASE_URL: baseUrl, SSI_STREAM_URL: streamUrl } = settings
  const [consumerId, consumerSecret] = bothOf('ssi', { SSI_CONSUMER_ID, SSI_CONSUMER_SECRET })
  return remoteOrigin({
    name: 'SSI FastConnect v2',
    baseUrl,
    domain: '.ssi.com.vn',
    source: ({ speed, isRecording }, missed$) =>
      ssi({
        baseUrl,
        streamUrl,
        consumerId,
        consumerSecret,
        speed,
        combined: isRecording,
        missed$,
        onWarning: (text) => logger.warn(text),
      }),
  })
}
