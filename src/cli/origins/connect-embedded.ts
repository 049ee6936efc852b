import { defer, switchMap } from 'rxjs'
import type { Source } from '../../sources/source.ts'
import { ssi, type SsiOptions } from '../../sources/ssi/ssi.ts'

/** From one request for a list to the next, ms: this exchange need not be spared as SSI's has to. */
const REQUEST_INTERVAL = 10

/** The feed of an exchange that is being started; errs when it does not. */
export const connectEmbedded = (
  address: Promise<string>,
  options: Pick<SsiOptions, 'speed' | 'missed$' | 'onWarning'>,
): Source =>
  defer(() => address).pipe(
    switchMap((baseUrl) =>
      ssi({
        baseUrl,
        streamUrl: baseUrl,
        consumerId: 'embedded',
        consumerSecret: 'embedded',
        requestInterval: REQUEST_INTERVAL,
        ...options,
      }),
    ),
  )
