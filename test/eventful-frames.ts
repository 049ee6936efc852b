import type { Frame, RawFrame } from '../src/domain/frame.ts'
import { random } from '../src/exchange/random.ts'
import { simulatedFrames, type Stretch } from './simulated-frames.ts'

interface XTrade {
  readonly Symbol: string
  readonly TradingDate: string
  readonly Time: string
  readonly LastPrice: number
}

/** The trade that a frame tells of, if it is one. */
function tradeIn({ text }: RawFrame): XTrade | undefined {
  const { DataType, Content } = JSON.parse(text) as { DataType: string; Content: string }
  return DataType === 'X-TRADE' ? (JSON.parse(Content) as XTrade) : undefined
}

const link = (state: string, receivedTime: number): RawFrame => ({
  receivedTime,
  source: 'link',
  text: JSON.stringify({ state, source: 'ssi', reason: 'a break of the line' }),
})

const clock = (receivedTime: number): RawFrame => ({
  receivedTime,
  source: 'clock',
  text: JSON.stringify({ exchangeTime: receivedTime }),
})

/** What a list tells of the minute of a trade: more than anybody saw. */
const minute = (
  { Symbol: symbol, TradingDate, Time, LastPrice }: XTrade,
  receivedTime: number,
): RawFrame => ({
  receivedTime,
  source: 'ssi-rest',
  text: JSON.stringify({
    endpoint: 'IntradayOhlc',
    body: {
      data: [
        {
          Symbol: symbol,
          TradingDate,
          Time,
          Open: LastPrice,
          High: LastPrice,
          Low: LastPrice,
          Close: LastPrice,
          Volume: 10_000_000,
        },
      ],
    },
  }),
})

/** The places of what goes wrong, as shares of the frames. */
const RATE = 0.01
/** Frames after which a list tells of a trade's minute. */
const LISTED_AFTER = 1_500

/** A frame as it arrives: once, twice, not at all, before the one ahead of it, or cut off. */
function arrive(out: RawFrame[], frame: RawFrame, { chance }: ReturnType<typeof random>): void {
  if (!chance(RATE)) out.push(frame)
  if (chance(RATE)) out.push(frame)
  if (chance(RATE)) out.push(...out.splice(-2).reverse())
  if (chance(RATE / 10)) out.push({ ...frame, text: frame.text.slice(0, 40) })
}

/** A stretch of a day on which things go wrong: the line breaks, too, and lists tell of minutes, after the minute and before. */
function eventful(stretch: Stretch): RawFrame[] {
  const dice = random(stretch.seed, 'events')
  const told = simulatedFrames(stretch)
  const out: RawFrame[] = []
  told.forEach(({ receivedTime, source, text }, i) => {
    arrive(out, { receivedTime, source, text }, dice)
    if (dice.chance(RATE)) out.push(clock(receivedTime))
    if (i % Math.ceil(told.length / 3) === 1)
      out.push(link('disconnected', receivedTime), link('connected', receivedTime))
    const listed = told[i - LISTED_AFTER]
    const trade = listed && dice.chance(RATE) ? tradeIn(listed) : undefined
    if (trade) out.push(minute(trade, receivedTime))
  })
  return out
}

/** When the first day is told of, and the second. */
type Hours = Pick<Stretch, 'from' | 'until'>

const close: Hours = { from: '14:41', until: '14:46' }
const opening: Hours = { from: '09:13', until: '09:20' }

/** Frames of two simulated days on which things go wrong. The same for the same seed. */
export const eventfulFrames = (seed: number, first = close, second = opening): readonly Frame[] =>
  [
    ...eventful({ seed, date: '2026-11-25', symbols: 40, ...first }),
    ...eventful({ seed, date: '2026-11-26', symbols: 40, ...second }),
  ].map((frame, i) => ({ ...frame, seq: i + 1 }))
