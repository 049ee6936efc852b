import { turnover } from '../../domain/money.ts'
import { pointValue } from '../../market/point-value.ts'
import type { MarketMessage, TradeMessage } from '../message.ts'
import { isPutThrough } from '../put-through-deal.ts'

/** Whether a message tells of volume that was traded. */
export const isTrade = (message: MarketMessage): message is TradeMessage =>
  message.kind === 'trade' && message.volume > 0

/**
 * The same messages with every trade in smaller ones, of one share at least, so that there are as many trades as wanted, or as many
 * as the volume gives. The day's totals grow with each piece and end where they ended.
 */
export function inPieces(messages: readonly MarketMessage[], wanted: number): readonly MarketMessage[] {
  const counts = countsOf(messages.filter(isTrade), wanted)
  return messages.flatMap((message): readonly MarketMessage[] =>
    isTrade(message) ? pieces(message, counts.get(message) ?? 1) : [message],
  )
}

/** How many pieces each trade gives: the smallest come first, and what they cannot give is left to the others. */
function countsOf(trades: readonly TradeMessage[], wanted: number): ReadonlyMap<MarketMessage, number> {
  const counts = new Map<MarketMessage, number>()
  let missing = wanted
  for (const trade of trades.toSorted((a, b) => a.volume - b.volume)) {
    const share = Math.max(1, Math.ceil(missing / (trades.length - counts.size)))
    const count = Math.min(trade.volume, share)
    counts.set(trade, count)
    missing -= count
  }
  return counts
}

function pieces(trade: TradeMessage, count: number): readonly TradeMessage[] {
  const { price, volume, totalVolume, totalValue, symbol } = trade
  const before = totalVolume - volume
  const isDeal = isPutThrough(trade)
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((volume * i) / count)
    const to = Math.floor((volume * (i + 1)) / count)
    const rest = price === undefined ? 0 : turnover(price, volume - to, pointValue(symbol))
    const piece = { ...trade, volume: to - from, totalVolume: before + to, totalValue: totalValue - rest }
    if (!isDeal) return piece
    return { ...piece, dealVolume: trade.dealVolume - (volume - to), dealValue: trade.dealValue - rest }
  })
}
