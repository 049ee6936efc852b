import type { SentTrade } from '../faults/ledger.ts'

/** The channels that tell trades. */
const TRADES = ['X-TRADE', 'X']

/**
 * The trades in a frame of the data hub, as a client can read them: the last one of a security with the total of the day. One whose price,
 * volume or total is no number is none.
 */
export function sentTrades(frame: string): readonly SentTrade[] {
  return callsIn(frame).flatMap(({ M, A: [argument] = [] }) => {
    if (M !== 'Broadcast' || argument === undefined) return []
    const { DataType, Content } = JSON.parse(argument) as { DataType: string; Content: string }
    return TRADES.includes(DataType) ? tradeIn(Content) : []
  })
}

interface HubCall {
  readonly M: string
  readonly A?: readonly string[]
}

/** The frame is of this process's own making. */
const callsIn = (frame: string): readonly HubCall[] =>
  (JSON.parse(frame) as { readonly M?: readonly HubCall[] }).M ?? []

function tradeIn(content: string): readonly SentTrade[] {
  const { Symbol: symbol, LastPrice, LastVol, TotalVol } = JSON.parse(content) as Record<string, unknown>
  const isReadable = typeof symbol === 'string' && typeof LastPrice === 'number' && LastPrice > 0
  if (!isReadable || typeof LastVol !== 'number' || typeof TotalVol !== 'number') return []
  return LastVol > 0 ? [{ symbol, volume: LastVol, totalVolume: TotalVol }] : []
}
