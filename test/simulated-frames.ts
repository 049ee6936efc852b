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
}

const timeOfDay = (text: string) => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}

/** What goes with a message on the wire. */
function encodable(exchange: SimulatedExchange, message: MarketMessage): Encodable {
  if (message.kind === 'index') {
    const about = exchange.indices.find(({ id }) => id === message.indexId)
    if (about) return { message, about }
    throw new Error(`no index ${message.indexId}`)
  }
  const about = exchange.securities.find(({ symbol }) => symbol === message.symbol)
  if (about) return { message, about }
  throw new Error(`no security ${message.symbol}`)
}

/** What the simulated exchange tells in a stretch of a day, as frames of the log, received as it was told. */
export function simulatedFrames({ seed, date, from, until, symbols }: Stretch): Frame[] {
  const exchange = simulatedExchange({ seed, date, symbols, startAt: timeOfDay(from) })
  return exchange.advance(instantOf(date, timeOfDay(until))).map((message, i) => ({
    seq: i + 1,
    receivedTime: message.time,
    source: 'ssi',
    text: encode(encodable(exchange, message)),
  }))
}
