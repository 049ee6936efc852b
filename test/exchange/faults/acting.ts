import type { MarketMessage, SimulatedExchange } from '../../../src/exchange/message.ts'
import type { FaultEvent } from '../../../src/exchange/faults/cast.ts'
import { parseFaultScript } from '../../../src/exchange/faults/fault-script.ts'
import { type Faults, faults } from '../../../src/exchange/faults/faults.ts'

/** One entry of a script, or several. */
export type Entries = Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[]

/** The faults of a script, and what they tell of themselves. */
export function acting(entries: Entries, seed = 1) {
  const events: FaultEvent[] = []
  const script = parseFaultScript(JSON.stringify({ seed, faults: [entries].flat() }), 'test')
  return { events, faults: faults(script, (event) => events.push(event)) }
}

/** A message, and its JSON as it goes out. */
export interface ToldMessage {
  /** The step in which it was told. */
  readonly at: number
  readonly message: MarketMessage
  readonly json: string
}

/** Runs an exchange to its end in steps, and keeps what it tells. */
export function run(
  exchange: SimulatedExchange,
  { faults: acts, end, step }: { faults: Faults; end: number; step: number },
): readonly ToldMessage[] {
  const faulty = acts.exchange(exchange)
  const told: ToldMessage[] = []
  for (let to = faulty.now; to < end + step; to += step)
    for (const message of faulty.advance(Math.min(to, end))) {
      const json = JSON.stringify(message)
      told.push({ at: to, message, json: acts.changeOf(message)?.(json) ?? json })
    }
  return told
}
