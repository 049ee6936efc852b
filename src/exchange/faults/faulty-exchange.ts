import type { MarketMessage, SimulatedExchange } from '../message.ts'
import type { Cast } from './cast.ts'

/** What the faults of an exchange do to it. */
export interface Mischief {
  readonly cast: Cast
  /** A message with the time that it is told at. */
  readonly stamped: (message: MarketMessage) => MarketMessage
  /** Told of each message as the market made it. */
  readonly onMade: (message: MarketMessage) => void
  /** A step is over. */
  readonly onStep: () => void
}

/** The same exchange, whose every step moves its faults on and tells what they make of it. What its books hold stays as it is. */
export function faultyExchange(
  exchange: SimulatedExchange,
  { cast, stamped, onMade, onStep }: Mischief,
): SimulatedExchange {
  const told = (messages: readonly MarketMessage[]) => cast.tell(messages).map(stamped)
  return {
    get date() {
      return exchange.date
    },
    get now() {
      return exchange.now
    },
    get securities() {
      return exchange.securities
    },
    get indices() {
      return exchange.indices
    },
    advance(to) {
      const all = exchange.advance(to).flatMap((message) => {
        onMade(message)
        cast.moveTo(message.time)
        return told([message])
      })
      cast.moveTo(exchange.now)
      onStep()
      return [...all, ...told([])]
    },
    latest: (symbol) => exchange.latest(symbol).map(stamped),
    latestIndex: (indexId) => exchange.latestIndex(indexId),
    minuteBars: (symbol) => exchange.minuteBars(symbol),
    ...(exchange.orderEntry && { orderEntry: exchange.orderEntry }),
  }
}
