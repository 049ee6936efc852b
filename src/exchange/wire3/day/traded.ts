import type { Quantity, Vnd } from '../../../domain/money.ts'
import type { ListedIndex, MinuteBar, SimulatedExchange } from '../../message.ts'

/** What was traded in one way. */
export interface Traded {
  readonly volume: Quantity
  readonly value: Vnd
}

/** Volume and value of bars together. */
export const tradedIn = (bars: readonly MinuteBar[]): Traded => together(bars)

/** Today's put-through deals in a security. */
export function dealsOf(exchange: SimulatedExchange, symbol: string): Traded {
  const trade = exchange.latest(symbol).find((message) => message.kind === 'trade')
  return { volume: trade?.dealVolume ?? 0, value: trade?.dealValue ?? 0 }
}

/** Today's put-through deals in the members of an index. */
export const dealsOfMembers = (exchange: SimulatedExchange, { members }: ListedIndex): Traded =>
  together(members.map((symbol) => dealsOf(exchange, symbol)))

function together(all: readonly Traded[]): Traded {
  let volume = 0
  let value = 0
  for (const traded of all) {
    volume += traded.volume
    value += traded.value
  }
  return { volume, value }
}
