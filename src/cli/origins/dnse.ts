import { dnse } from '../../sources/dnse/dnse.ts'
import type { Origin, OriginOptions } from './origin.ts'
import { bothOf, remoteOrigin } from './remote.ts'

/** DNSE's market data: the members of the VN30 and the futures. */
export async function dnseOrigin({ settings, logger }: OriginOptions): Promise<Origin> {
  const { DNSE_API_KEY, DNSE_API_SECRET, DNSE_BASE_URL: baseUrl, DNSE_STREAM_URL: streamUrl } = settings
  const [apiKey, apiSecret] = bothOf('dnse', { DNSE_API_KEY, DNSE_API_SECRET })
  return remoteOrigin({
    name: 'DNSE',
    baseUrl,
    domain: '.dnse.com.vn',
    source: () => dnse({ baseUrl, streamUrl, apiKey, apiSecret, onWarning: (text) => logger.warn(text) }),
  })
}
