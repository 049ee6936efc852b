import type { Frame } from '../src/domain/frame.ts'
import { instantOf, type IsoDate } from '../src/domain/time.ts'
import { random } from '../src/exchange/random.ts'
import { vn30Members } from '../src/market/vn30-members.ts'

/** Frames that are made far faster than a market is simulated: a day of them takes seconds. */
export interface MadeOptions {
  readonly symbols: number
  readonly count: number
  readonly date: IsoDate
  /** Time of day of the first, and of the end, ms. */
  readonly from?: number
  readonly until?: number
}

const HOUR = 3_600_000
/** Of 100 frames so many are quotes, trades, foreign totals, indices; the others are bars. */
const [QUOTES, TRADES, FOREIGN, INDICES] = [60, 85, 93, 95]
const INDEX_NAMES = ['VN30', 'VNINDEX', 'HNXINDEX', 'HNX30', 'VN100']
const FUTURES = ['41I1GC000', '41I1H1000', '41I1H3000', '41I1H6000']
/** Of 100 frames so many are of the first future. */
const OF_FUTURE = 5
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

interface Made {
  readonly symbol: string
  readonly venue: string
  readonly tick: number
  readonly lot: number
  readonly reference: number
  price: number
  volume: number
  value: number
  bought: number
  sold: number
}

/**
 * The frames of a day of FastConnect v2, in the mix and with the fields that it has: 400 securities of HOSE with three levels of the book, others
 * with ten, and four futures; some trade far more often than others. Volumes add up, prices stay within the limits. The same each time.
 */
export function* madeFrames({
  symbols,
  count,
  date,
  from = 9.25 * HOUR,
  until = 14.5 * HOUR,
}: MadeOptions): Generator<Frame> {
  const chance = random(1, 'made')
  const all = securities(symbols, vn30Members(date))
  const future = all.at(-FUTURES.length)
  const day = date.split('-').reverse().join('/')
  for (let i = 0; i < count; i += 1) {
    const time = from + Math.floor(((until - from) * i) / count)
    const at: At = { day, clock: clockOf(time), chance }
    const place = Math.floor((chance.below(4_096) / 4_096) ** 3 * all.length)
    const one = chance.below(100) < OF_FUTURE ? future : all[place]
    if (!one) throw new Error('There is no security to tell of.')
    yield {
      seq: i + 1,
      receivedTime: instantOf(date, time),
      source: 'ssi',
      text: text(chance.below(100), one, at),
    }
  }
}

type Chance = ReturnType<typeof random>

interface At {
  readonly day: string
  readonly clock: string
  readonly chance: Chance
}

/** Those of the VN30 first: they trade most. */
function securities(count: number, first: readonly string[]): readonly Made[] {
  const shares = Array.from({ length: count - FUTURES.length }, (_, i): Made => {
    const venue = i < first.length || i % 4 === 0 ? 'HOSE' : i % 4 === 1 ? 'HNX' : 'UPCOM'
    const tick = venue === 'HOSE' ? 50 : 100
    return made({ symbol: first[i] ?? nameOf(i), venue, tick, lot: 100, reference: 10_000 + (i % 397) * 100 })
  })
  return [
    ...shares,
    ...FUTURES.map((symbol) => made({ symbol, venue: 'DERIVATIVES', tick: 0.1, lot: 1, reference: 1_890 })),
  ]
}

const made = (about: Pick<Made, 'symbol' | 'venue' | 'tick' | 'lot' | 'reference'>): Made => ({
  ...about,
  price: about.reference,
  volume: 0,
  value: 0,
  bought: 0,
  sold: 0,
})

const nameOf = (i: number): string =>
  ['Z', ...[i % 26, Math.floor(i / 26) % 26, Math.floor(i / 676) % 26].map((at) => LETTERS[at])].join('')

const two = (value: number) => (value < 10 ? `0${value}` : String(value))
const clockOf = (time: number): string => {
  const seconds = Math.floor(time / 1_000)
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A number as the feed writes it. */
const number = (value: number): string => {
  const rounded = Math.round(value * 100) / 100
  return Number.isInteger(rounded) ? `${rounded}.0` : String(rounded)
}

/** A message of a type: JSON within JSON. */
const message = (type: string, content: string): string =>
  `{"DataType":"${type}","Content":"${content.replaceAll('"', '\\"')}"}`

function text(kind: number, one: Made, at: At): string {
  if (kind < QUOTES) return message('X-QUOTE', quote(one, at))
  if (kind < TRADES) return message('X-TRADE', trade(one, at))
  if (kind < FOREIGN && one.lot > 1) return message('R', foreign(one, at))
  if (kind < INDICES) return message('MI', index(at))
  return message('B', bar(one, at))
}

function quote({ symbol, venue, price, tick, lot }: Made, { day, clock, chance }: At): string {
  const levels = venue === 'HOSE' ? 3 : 10
  let text = `{"TradingDate":"${day}","Time":"${clock}","Exchange":"${venue}","Symbol":"${symbol}","RType":"X-QUOTE"`
  for (const [side, way] of [
    ['Ask', 1],
    ['Bid', -1],
  ] as const) {
    const first = way === 1 ? 1 : 0
    for (let i = 1; i <= 10; i += 1)
      text += `,"${side}Price${i}":${i <= levels ? number(price + way * (i - 1 + first) * tick) : '0.0'}`
    for (let i = 1; i <= 10; i += 1)
      text += `,"${side}Vol${i}":${i <= levels ? number(lot * (1 + chance.below(2_000))) : '0.0'}`
  }
  return `${text},"TradingSession":"LO"}`
}

function trade(one: Made, { day, clock, chance }: At): string {
  const { symbol, venue, tick, lot, reference } = one
  const moved = one.price + (chance.below(5) < 3 ? 0 : chance.below(2) === 0 ? tick : -tick)
  const [floor, ceiling] = [0.93, 1.07].map((share) => Math.round((reference * share) / tick) * tick) as [
    number,
    number,
  ]
  one.price = Math.round(Math.min(ceiling, Math.max(floor, moved)) * 10) / 10
  const volume = lot * (1 + chance.below(20))
  one.volume += volume
  one.value += volume * one.price
  const change = one.price - reference
  return (
    `{"RType":"X-TRADE","TradingDate":"${day}","Time":"${clock}","Isin":"${symbol}","Symbol":"${symbol}",` +
    `"Ceiling":${number(ceiling)},"Floor":${number(floor)},"RefPrice":${number(reference)},"AvgPrice":${number(one.value / one.volume)},` +
    `"PriorVal":${number(reference)},"LastPrice":${number(one.price)},"LastVol":${number(volume)},"TotalVal":${number(one.value)},` +
    `"TotalVol":${number(one.volume)},"MarketId":"${venue}","Exchange":"${venue}","TradingSession":"LO","TradingStatus":"N",` +
    `"Change":${number(change)},"RatioChange":${number((change / reference) * 100)},"EstMatchedPrice":${number(one.price)},` +
    `"Highest":${number(ceiling)},"Lowest":${number(floor)},"Side":"${chance.below(2) === 0 ? 'BU' : 'SD'}"}`
  )
}

function foreign(one: Made, { day, clock, chance }: At): string {
  one.bought += 100 * chance.below(40)
  one.sold += 100 * chance.below(40)
  const { symbol, venue, price, bought, sold } = one
  return (
    `{"RType":"R","TradingDate":"${day}","Time":"${clock}","Isin":"${symbol}","Symbol":"${symbol}","TotalRoom":1501130137.0,` +
    `"CurrentRoom":${number(806_887_173 - bought + sold)},"BuyVol":${number(bought)},"SellVol":${number(sold)},` +
    `"BuyVal":${number(bought * price)},"SellVal":${number(sold * price)},"MarketId":"${venue}","Exchange":"${venue}"}`
  )
}

function index({ day, clock, chance }: At): string {
  const id = INDEX_NAMES[chance.below(INDEX_NAMES.length)] ?? 'VN30'
  const change = chance.below(400) / 100 - 2
  return (
    `{"IndexId":"${id}","IndexValEst":0.0,"IndexValue":${number(1_890 + change)},"PriorIndexValue":1886.16,"TradingDate":"${day}",` +
    `"Time":"${clock}","TotalTrade":0.0,"TotalQtty":191838100.0,"TotalValue":7289093000000.0,"IndexName":"${id}","Advances":25,` +
    `"NoChanges":2,"Declines":3,"Ceilings":0,"Floors":0,"Change":${number(change)},"RatioChange":0.1,"TotalQttyPt":2064000.0,` +
    `"TotalValuePt":244251000000.0,"Exchange":"HOSE","AllQty":193902100.0,"AllValue":7533344000000.0,"IndexType":"Main",` +
    `"TradingSession":"LO","MarketId":null,"RType":"MI","TotalQttyOd":0.0,"TotalValueOd":0.0}`
  )
}

const bar = ({ symbol, price, reference }: Made, { clock, chance }: At): string =>
  `{"RType":"B","Symbol":"${symbol}","TradingTime":"${clock}","Open":${number(reference)},"High":${number(Math.max(price, reference))},` +
  `"Low":${number(Math.min(price, reference))},"Close":${number(price)},"Volume":${100 * (1 + chance.below(50))},"Value":0}`
