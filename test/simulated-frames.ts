import type { Frame } from '../src/domain/frame.ts'
import { instantOf, type IsoDate } from '../src/domain/time.ts'
import type { MarketMessage, SimulatedExchange } from '../src/exchange/message.ts'
import { simulatedExchange } from '../src/exchange/simulated-exchange.ts'
import { type Encodable, encode } from '../src/exchange/wire/encode.ts'

/** A stretch of a simulated day. */
export interface Stretch {
  readonly seed: number
  readonly date: IsoDate
  /** Time of day, `09:20`. */
  readonly from: string
  readonly until: string
  readonly symbols: number
  /** Kinds of message; all unless said. */
  readonly kinds?: readonly MarketMessage['kind'][]
}

const MINUTE = 60_000

const timeOfDay = (text: string) => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE
}

/** Finds what goes with a message on the wire. */
function encodables({ securities, indices }: SimulatedExchange): (message: MarketMessage) => Encodable {
  const bySymbol = new Map(securities.map((security) => [security.symbol, security]))
  const byId = new Map(indices.map((index) => [index.id, index]))
  return (message) => {
    if (message.kind === 'index') {
      const about = byId.get(message.indexId)
      if (about) return { message, about }
      throw new Error(`no index ${message.indexId}`)
    }
    const about = bySymbol.get(message.symbol)
    if (about) return { message, about }
    throw new Error(`no security ${message.symbol}`)
  }
}

/** What the simulated exchange tells in a stretch of a day, as frames of the log, received as it was told. Holds a minute at a time. */
export function* simulatedStream({ seed, date, from, until, symbols, kinds }: Stretch): Generator<Frame> {
  const exchange = simulatedExchange({ seed, date, symbols, startAt: timeOfDay(from) })
  const encodable = encodables(exchange)
  const end = instantOf(date, timeOfDay(until))
  let seq = 0
  while (exchange.now < end)
    for (const message of exchange.advance(Math.min(exchange.now + MINUTE, end)))
      if (!kinds || kinds.includes(message.kind))
        yield { seq: ++seq, receivedTime: message.time, source: 'ssi', text: encode(encodable(message)) }
}

/** The same, whole. */
export const simulatedFrames = (stretch: Stretch): Frame[] => [...simulatedStream(stretch)]
