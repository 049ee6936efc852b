import { ssi3 } from '../../sources/ssi3/ssi3.ts'
import type { Origin, OriginOptions } from './origin.ts'
import { bothOf, remoteOrigin } from './remote.ts'

/** FastConnect v3, SSI's or a simulated exchange's. */
export async function ssi3Origin({ settings, logger }: OriginOptions): Promise<Origin> {
  const { SSI_API_KEY, SSI_API_SECRET, SSI_API_LOGIN: login } = settings
  const { SSI_API_URL: baseUrl, SSI_API_STREAM_URL: streamUrl } = settings
  const [apiKey, apiSecret] = bothOf('ssi3', { SSI_API_KEY, SSI_API_SECRET })
  return remoteOrigin({
    name: 'SSI FastConnect v3',
    baseUrl,
    domain: '.ssi.com.vn',
    source: ({ speed }, missed$) =>
      ssi3({
        baseUrl,
        streamUrl,
        apiKey,
        apiSecret,
        login: login === 'data' || login === 'smartOtp' ? login : { otp: login },
        speed,
        missed$,
        onWarning: (text) => logger.warn(text),
      }),
  })
}
