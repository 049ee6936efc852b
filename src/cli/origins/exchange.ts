import { NEVER } from 'rxjs'
import { probeVenue } from '../../sources/probe-venue.ts'
import { ssi } from '../../sources/ssi/ssi.ts'
import { embeddedExchange } from '../embedded-exchange.ts'
import type { Origin, OriginOptions } from './origin.ts'

/** Without credentials: the simulated exchange in a process of its own, spoken to over the wire like the real one. */
export async function exchangeOrigin({ exchange, logger, missed$ = NEVER }: OriginOptions): Promise<Origin> {
  const { address, close } = await embeddedExchange(exchange)
  const simulated = await probeVenue(address).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    source: ssi({
      baseUrl: address,
      streamUrl: address,
      consumerId: 'embedded',
      consumerSecret: 'embedded',
      speed: exchange.speed,
      missed$,
      onWarning: (text) => logger.warn(text),
    }),
    label: `simulated exchange, speed ${exchange.speed}`,
    run: simulated?.run ?? 'unnamed',
    speed: exchange.speed,
    close,
  }
}
