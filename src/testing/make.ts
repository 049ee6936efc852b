import type {
  Band,
  ClassifiedTrade,
  Clock,
  Connection,
  ForeignTotals,
  Gap,
  IndexMembers,
  IndexValue,
  LastTrade,
  MinuteBar,
  PutThrough,
  Quote,
  Rejected,
  SecurityList,
  SecurityStatus,
  Stamp,
  Trade,
} from '../domain/event.ts'
import type { Limits } from '../domain/market.ts'
import { type Price, priceOfHundredths, turnover } from '../domain/money.ts'
import { type Instant, instantOf } from '../domain/time.ts'

/** The fields that a test is about; the maker gives the rest. */
type Some<E> = Partial<Omit<E, 'kind'>>

/** An exact price of a decimal number of VND or points. Throws a `RangeError` on what is none. */
export const price = (decimal: number): Price => priceOfHundredths(Math.round(decimal * 100))

/** The instant of a time of day in Vietnam, `09:15:02`, on a date: a trading day when none is named. */
export function at(time: string, date = '2026-11-20'): Instant {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return instantOf(date, ((hours * 60 + minutes) * 60 + seconds) * 1000)
}

/** Stamps an event: the first of a log, 10:00:00 on a trading day, received as it was sent. */
function stamp({ seq = 1, exchangeTime = at('10:00:00'), receivedTime = exchangeTime }: Some<Stamp>): Stamp {
  return { seq, exchangeTime, receivedTime }
}

const security = { symbol: 'FPT', venue: 'HOSE' } as const
const noLimits: Limits = { reference: undefined, ceiling: undefined, floor: undefined }

/** A last trade: 100 shares at 100,000 VND, the first of the day. */
export const last = (some: Some<LastTrade> = {}): LastTrade => ({
  kind: 'last',
  ...stamp(some),
  ...security,
  price: price(100_000),
  volume: 100,
  totalVolume: 100,
  phase: 'continuous',
  feedSide: undefined,
  projectedPrice: undefined,
  ...noLimits,
  ...some,
})

/** A trade: 100 shares at 100,000 VND in the continuous session. The value follows from price and volume. */
export function trade(some: Some<Trade> = {}): Trade {
  const { price: paid = price(100_000), volume = 100 } = some
  return {
    kind: 'trade',
    ...stamp(some),
    ...security,
    price: paid,
    volume,
    value: turnover(paid, volume),
    phase: 'continuous',
    feedSide: undefined,
    totalVolume: volume,
    late: false,
    restart: false,
    ...some,
  }
}

/** A trade of nobody's, without a quote before it. */
export const classifiedTrade = ({
  side = 'neutral',
  basis = 'none',
  bid,
  ask,
  ...some
}: Some<ClassifiedTrade> = {}): ClassifiedTrade => ({ ...trade(some), side, basis, bid, ask })

/** An empty book. */
export const quote = (some: Some<Quote> = {}): Quote => ({
  kind: 'quote',
  ...stamp(some),
  ...security,
  bids: [],
  asks: [],
  auctionBidVolume: undefined,
  auctionAskVolume: undefined,
  ...noLimits,
  ...some,
})

/** Limits of 93,000 to 107,000 VND about 100,000. */
export const band = (some: Some<Band> = {}): Band => ({
  kind: 'band',
  ...stamp(some),
  ...security,
  reference: price(100_000),
  ceiling: price(107_000),
  floor: price(93_000),
  ...some,
})

/** Foreign totals of a day on which no foreigner traded yet. */
export const foreign = (some: Some<ForeignTotals> = {}): ForeignTotals => ({
  kind: 'foreign',
  ...stamp(some),
  ...security,
  buyVolume: 0,
  sellVolume: 0,
  buyValue: 0,
  sellValue: 0,
  totalRoom: undefined,
  currentRoom: undefined,
  ...some,
})

/** The VN30 at 1,300 points. */
export const index = (some: Some<IndexValue> = {}): IndexValue => ({
  kind: 'index',
  ...stamp(some),
  indexId: 'VN30',
  value: price(1300),
  prior: undefined,
  totalVolume: 0,
  totalValue: 0,
  advances: 0,
  declines: 0,
  noChanges: 0,
  ...some,
})

/** A security in normal continuous trading. */
export const status = (some: Some<SecurityStatus> = {}): SecurityStatus => ({
  kind: 'status',
  ...stamp(some),
  ...security,
  session: 'LO',
  status: 'N',
  ...some,
})

/** A list of one security. It has no exchange time. */
export const securities = (some: Some<SecurityList> = {}): SecurityList => ({
  kind: 'securities',
  ...stamp({ exchangeTime: 0, ...some }),
  securities: [{ ...security, instrument: 'stock', name: 'FPT Corporation' }],
  ...some,
})

/** A deal over 20,000 shares at 100,000 VND, the first one of the day. */
export const putThrough = (some: Some<PutThrough> = {}): PutThrough => ({
  kind: 'putThrough',
  ...stamp(some),
  ...security,
  price: price(100_000),
  volume: 20_000,
  board: undefined,
  totalVolume: 20_000,
  totalValue: undefined,
  ...some,
})

/** The VN30 with one member. It has no exchange time. */
export const members = (some: Some<IndexMembers> = {}): IndexMembers => ({
  kind: 'members',
  ...stamp({ exchangeTime: 0, ...some }),
  indexId: 'VN30',
  symbols: ['FPT'],
  ...some,
})

/** A minute of 100 shares at 100,000 VND, the one that began at 10:00, told a second after its end. */
export const minuteBar = (some: Some<MinuteBar> = {}): MinuteBar => ({
  kind: 'minuteBar',
  ...stamp({ exchangeTime: at('10:00:59'), receivedTime: at('10:01:01'), ...some }),
  symbol: 'FPT',
  start: at('10:00:00'),
  open: price(100_000),
  high: price(100_000),
  low: price(100_000),
  close: price(100_000),
  volume: 100,
  ...some,
})

/** A link that came up. It has no exchange time. */
export const connection = (some: Some<Connection> = {}): Connection => ({
  kind: 'connection',
  ...stamp({ exchangeTime: 0, ...some }),
  state: 'connected',
  reason: '',
  ...some,
})

/** A second that passed. */
export const clock = (some: Some<Clock> = {}): Clock => ({ kind: 'clock', ...stamp(some), ...some })

/** 100 shares that were lost. */
export const gap = (some: Some<Gap> = {}): Gap => ({
  kind: 'gap',
  ...stamp(some),
  ...security,
  from: undefined,
  to: some.exchangeTime ?? at('10:00:00'),
  missingVolume: 100,
  reason: 'lost',
  restart: false,
  ...some,
})

/** A frame that nobody can read. */
export const rejected = ({
  seq = 1,
  receivedTime = at('10:00:00'),
  ...some
}: Some<Rejected> = {}): Rejected => ({
  kind: 'rejected',
  seq,
  receivedTime,
  reason: 'unreadable',
  raw: '',
  ...some,
  exchangeTime: undefined,
})
