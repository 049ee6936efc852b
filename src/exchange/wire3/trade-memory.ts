import type { SentTrade } from '../faults/ledger.ts'
import type { TradeMessage } from '../message.ts'
import { fieldsIn } from '../wire/fields-in.ts'

/**
 * Knows the trades in frames again. v3 counts what is matched and what is put through apart, so that a frame alone does not say where in the
 * day's total its trade stands.
 */
export interface TradeMemory {
  /** A trade goes out as this data; nobody can read one without price, quantity and total. */
  readonly note: (trade: TradeMessage, data: string) => void
  /** The trades in a frame that was noted, as a client can read them. */
  readonly in: (frame: string) => readonly SentTrade[]
}

/** More than any line holds back at a time. */
const REMEMBERED = 50_000

/** Remembers the newest trades only. */
export function tradeMemory(): TradeMemory {
  const trades = new Map<string, readonly SentTrade[]>()
  return {
    note({ symbol, volume, totalVolume }, data) {
      trades.delete(data)
      trades.set(data, isReadable(data) ? [{ symbol, volume, totalVolume }] : [])
      const [oldest] = trades.keys()
      if (trades.size > REMEMBERED && oldest !== undefined) trades.delete(oldest)
    },
    in: (frame) => trades.get(dataOf(frame)) ?? [],
  }
}

const DATA = ',"data":'

/** A frame's data, which stands last. */
const dataOf = (frame: string): string => frame.slice(frame.indexOf(DATA) + DATA.length, -1)

function isReadable(data: string): boolean {
  const { s, p, q, v, tq } = fieldsIn(data)
  return typeof s === 'string' && s !== '' && [p, q, v ?? tq].every(isNumber)
}

const isNumber = (value: unknown): boolean => typeof value === 'string' && Number(value) > 0
