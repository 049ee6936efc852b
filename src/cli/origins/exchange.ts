import { embeddedExchange } from '../embedded-exchange.ts'
import type { Origin, OriginOptions } from './origin.ts'
import { steeredTime } from './steered-time.ts'

/** Without credentials: the simulated exchange in a process of its own, spoken to over the wire like the real one. */
export async function exchangeOrigin({ exchange, embedded, logger }: OriginOptions): Promise<Origin> {
  const { speed } = exchange
  const { run, address, close } = embedded ?? embeddedExchange(exchange)
  // Not before it is asked for: a start that ends before says why, and nothing else.
  const tell = () =>
    void address.then(
      (at) => logger.info(`the simulated exchange is at ${at}, and its clock at ${at}/api/replay`),
      // Who speaks to it is told why there is none.
      () => undefined,
    )
  // What speaks to it is read while it makes its market.
  const { connectEmbedded } = await import('./connect-embedded.ts')
  return {
    source(missed$) {
      tell()
      return connectEmbedded(address, {
        speed,
        ...(missed$ && { missed$ }),
        onWarning: (text) => logger.warn(text),
      })
    },
    label: `simulated exchange, speed ${speed}`,
    run,
    simulated: true,
    speed,
    exchangeTime: () => steeredTime(address),
    close,
  }
}
