import { firstValueFrom, ReplaySubject } from 'rxjs'
import type { FaultEvent } from '../../src/exchange/faults/cast.ts'
import { parseFaultScript } from '../../src/exchange/faults/fault-script.ts'
import { faults } from '../../src/exchange/faults/faults.ts'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { fastConnectServer } from '../../src/exchange/wire/fast-connect-server.ts'
import { badLine } from './bad-line.ts'

/** A market, and what goes wrong on it. */
export interface FaultyMarket {
  /** Time of day, ms. */
  readonly startAt: number
  /** Exchange seconds in a second. */
  readonly speed: number
  readonly script: object
}

/** An exchange that is served on loopback. */
export interface ServedExchange {
  readonly address: string
  readonly events: readonly FaultEvent[]
  readonly close: () => void
}

/** Serves the simulated market from a time of a day on, without its pauses, with its faults and some messages that are damaged. */
export async function servedExchange({ startAt, speed, script }: FaultyMarket): Promise<ServedExchange> {
  const events: FaultEvent[] = []
  const acting = faults(parseFaultScript(JSON.stringify(script), 'parity'), (event) => events.push(event))
  const serving$ = new ReplaySubject<{ readonly address: string }>(1)
  const server = fastConnectServer({
    exchange: simulatedExchange({ seed: 1, date: '2026-11-20', symbols: 40, startAt }),
    skipsPauses: true,
    faults: badLine(acting),
    speed,
    run: 'parity',
    seed: 1,
    port: 0,
    now: Date.now,
  }).subscribe(serving$)
  const { address } = await firstValueFrom(serving$)
  return {
    address,
    events,
    close: () => {
      server.unsubscribe()
    },
  }
}
