import { instantOf } from '../../src/domain/time.ts'
import type { ListedSecurity, MarketMessage } from '../../src/exchange/message.ts'
import { random } from '../../src/exchange/random.ts'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { encodeBar } from '../../src/exchange/wire/encode/bar.ts'
import { encode, envelope } from '../../src/exchange/wire/encode.ts'
import { quoteData, roomData, tradeData } from '../../src/exchange/wire3/stream/payloads.ts'

/** How often each kind comes, of 100. */
const MIX = { quote: 60, trade: 25, foreign: 8, index: 2, bar: 5 }
type Kind = keyof typeof MIX

const DATE = '2026-11-20'
const SYMBOLS = 400
const HOUR = 3_600_000
const MINUTE = 60_000
const FROM = 9.3 * HOUR

/** The texts of a busy morning of the simulated exchange, by kind, as version 2 and version 3 write them. */
export interface WireTexts {
  readonly v2: readonly string[]
  readonly v3: readonly string[]
}

/** So many texts of each version, in the mix of kinds, of so many minutes of the morning. The same each time. */
export function wireTexts(count: number, minutes: number): WireTexts {
  const { v2, v3 } = morning(minutes)
  const chance = random(1, 'mix')
  const kinds = Object.entries(MIX).flatMap(([kind, share]) => new Array<Kind>(share).fill(kind as Kind))
  const taken: Record<Kind, number> = { quote: 0, trade: 0, foreign: 0, index: 0, bar: 0 }
  const texts = (from: Record<Kind, readonly string[]>) =>
    Array.from({ length: count }, () => {
      const kind = kinds[chance.below(kinds.length)] ?? 'quote'
      const all = from[kind]
      return all[(taken[kind] += 1) % all.length] ?? ''
    })
  return { v2: texts(v2), v3: texts(v3) }
}

const none = (): Record<Kind, string[]> => ({ quote: [], trade: [], foreign: [], index: [], bar: [] })

function morning(minutes: number) {
  const [v2, v3] = [none(), none()]
  const exchange = simulatedExchange({ seed: 1, date: DATE, symbols: SYMBOLS, startAt: FROM })
  const securities = new Map(exchange.securities.map((security) => [security.symbol, security]))
  const indices = new Map(exchange.indices.map((index) => [index.id, index]))
  const add = (message: MarketMessage) => {
    if (message.kind === 'status') return
    if (message.kind === 'index') {
      const about = indices.get(message.indexId)
      if (about) v2.index.push(encode({ message, about }))
      return
    }
    const about = securities.get(message.symbol)
    if (!about) return
    v2[message.kind].push(encode({ message, about }))
    v3[message.kind].push(dataFrame(message, about))
    if (message.kind === 'trade') v2.bar.push(envelope('B', encodeBar(message)))
  }
  while (exchange.now < instantOf(DATE, FROM + minutes * MINUTE))
    exchange.advance(exchange.now + MINUTE).forEach(add)
  return { v2, v3: { ...v3, index: v3.trade, bar: v3.trade } }
}

function dataFrame(
  message: Exclude<MarketMessage, { kind: 'status' | 'index' }>,
  security: ListedSecurity,
): string {
  const [topic, data] =
    message.kind === 'quote'
      ? ['quote', quoteData(message)]
      : message.kind === 'trade'
        ? ['trade', tradeData(message, security, message.price)]
        : ['room', roomData(message)]
  return JSON.stringify({ channel: 'DATA', topic: `${topic}.${message.symbol}`, data })
}

/** The hub that market data comes from. */
export const HUB = 'FcMarketDataV2Hub'

/** One message as the frame of classic SignalR that brings it. */
export const hubFrame = (text: string, i: number): string =>
  JSON.stringify({ C: `d-9A1B2C3D-B,${i}|C,0|D,1|E,0`, M: [{ H: HUB, M: 'Broadcast', A: [text] }] })
