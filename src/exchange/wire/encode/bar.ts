import type { TradeMessage } from '../../message.ts'
import { decimal, decimalPrice, stampFields } from '../wire-format.ts'

/** Content of B: the "bar" of one trade, all four prices its own, value 0 as on the real wire. */
export function encodeBar({ time, symbol, price, volume }: TradeMessage): string {
  const last = decimalPrice(price)
  return (
    `{"RType":"B",${stampFields(time)},"Symbol":"${symbol}","Open":${last},"High":${last},"Low":${last},` +
    `"Close":${last},"Volume":${decimal(volume)},"Value":0.0}`
  )
}
