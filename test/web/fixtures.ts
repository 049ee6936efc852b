import type {
  AlertJson,
  BasisPointJson,
  BreakdownJson,
  ForeignJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
  PriceJson,
  SessionStatsJson,
} from '../../client/index.ts'

const members =
  'ACB BID BSR CTG FPT GAS GVR HDB HPG LPB MBB MCH MSN MWG SAB SHB SSB SSI STB TCB TCX VCB VHM VIB VIC VJC VNM VPB VPL VRE'

/** The members of the board. */
export const symbols = members.split(' ')

/** Time of the data: `minute` minutes and `second` seconds after 09:15 on a Friday. */
export const at = (minute: number, second = 0): string => {
  const time = new Date(Date.UTC(2026, 10, 20, 9, 15 + minute, second))
  return `${time.toISOString().slice(0, 19)}+07:00`
}

/** How many hundredths of thousand VND a last price lies from its reference, by place in the list. */
const drift = (of: number) => ((of * 37) % 29) - 13

/** The price of a security at a turn, VND; the first five show the five cases of colour. */
export function price(of: number, turn: number): PriceJson {
  const reference = 15_000 + of * 4_350
  const ceiling = Math.floor((reference * 1.07) / 50) * 50
  const floor = Math.ceil((reference * 0.93) / 50) * 50
  const cases = [ceiling, floor, reference, reference + 150, reference - 150]
  const last = cases[of] ?? reference + 50 * (drift(of) + ((turn + of) % 3))
  const side = (sign: number) =>
    [0, 1, 2].flatMap((depth) => {
      const level = last + sign * 50 * depth
      const volume = 100 * (((of + 3) * (depth + 7) * 131 + turn * 17) % 9_000)
      return level > ceiling || level < floor ? [] : [[level, volume] as const]
    })
  return {
    last_price: last,
    last_volume: 100 * (1 + ((of * 7 + turn) % 250)),
    change: last - reference,
    change_pct: Math.round(((last - reference) / reference) * 10_000) / 100,
    ref_price: reference,
    ceiling,
    floor,
    bids: last === floor ? [] : side(-1),
    asks: last === ceiling ? [] : side(1).map(([level, volume]) => [level + 50, volume] as const),
  }
}

const breakdown = (buy: number, sell: number, neutral: number): BreakdownJson => ({
  mua_chu_dong_volume: buy,
  ban_chu_dong_volume: sell,
  neutral_volume: neutral,
  total_volume: buy + sell + neutral,
  mua_chu_dong_value: buy * 20_000,
  ban_chu_dong_value: sell * 20_000,
  neutral_value: neutral * 20_000,
  total_value: (buy + sell + neutral) * 20_000,
})

/** The totals of a security at a turn. */
export function stats(of: number, turn: number): SessionStatsJson {
  const buy = 100 * ((of * 7_919) % 60_000) + 100 * turn
  const sell = 100 * ((of * 6_271 + 900) % 50_000)
  const none = breakdown(0, 0, 0)
  const ato = breakdown(0, 0, 120_000)
  return {
    symbol: symbols[of] ?? '',
    last_updated: at(61, turn % 60),
    ...breakdown(buy, sell, 120_000),
    ato,
    continuous: breakdown(buy, sell, 0),
    atc: none,
    putThrough: none,
    other: none,
    gap: none,
  }
}

const wave = (minute: number) => Math.sin(minute / 9) * 3.1 + Math.cos(minute / 3.3) * 1.2 + minute * 0.06

/** An index at a turn; with its minutes where a whole state is asked for. */
export function index(
  id: string,
  prior: number,
  { turn, whole }: { turn: number; whole: boolean },
): IndexJson {
  const value = Math.round((prior + wave(61) + (turn % 5) * 0.11) * 100) / 100
  const change = Math.round((value - prior) * 100) / 100
  return {
    index_id: id,
    value,
    prior_value: prior,
    change,
    ratio_change: Math.round((change / prior) * 10_000) / 100,
    total_volume: 312_000_000,
    advances: 17,
    declines: 9,
    no_changes: 4,
    advance_ratio: 0.6538,
    last_updated: at(61, turn % 60),
    ...(whole && {
      intraday: Array.from({ length: 61 }, (_, minute) => ({
        timestamp: at(minute),
        value: Math.round((prior + wave(minute)) * 100) / 100,
      })),
    }),
  }
}

const flow = (symbol: string, net: number): ForeignJson => ({
  symbol,
  buy_volume: 1_000_000,
  sell_volume: 900_000,
  net_volume: 100_000,
  buy_value: 90e9 + net / 2,
  sell_value: 90e9 - net / 2,
  net_value: net,
  buy_speed_per_min: 1_000,
  sell_speed_per_min: 900,
  buy_acceleration: 0,
  sell_acceleration: 0,
  rebased: false,
  estimated: true,
  last_updated: at(61),
})

const foreign: ForeignSummaryJson = {
  universe: 'all',
  estimated: true,
  total_buy_value: 812.4e9,
  total_sell_value: 934.9e9,
  total_net_value: -122.5e9,
  total_buy_volume: 31_000_000,
  total_sell_volume: 35_000_000,
  total_net_volume: -4_000_000,
  top_buy: [
    flow('FPT', 61.2e9),
    flow('MWG', 40.8e9),
    flow('HPG', 22.1e9),
    flow('TCB', 9.5e9),
    flow('GAS', 1.2e9),
  ],
  top_sell: [flow('VIC', -92.3e9), flow('VHM', -71.9e9), flow('SSI', -33e9), flow('STB', -12.8e9)],
}

const spot = 1_934.52
const basisAt = (minute: number) =>
  Math.round((2.4 * Math.sin(minute / 6) + 0.6 * Math.cos(minute)) * 100) / 100

/** The basis of the last half hour. */
export const trend: readonly BasisPointJson[] = Array.from({ length: 61 }, (_, half) => {
  const basis = basisAt(31 + half / 2)
  return {
    timestamp: at(31 + Math.floor(half / 2), (half % 2) * 30),
    futures_symbol: '41I1GC000',
    futures_price: spot + basis,
    spot_value: spot,
    basis,
    basis_pct: Math.round((basis / spot) * 1e6) / 1e4,
    is_premium: basis > 0,
    state: basis > 0 ? 'premium' : 'discount',
  }
})

/** A market at a turn: each turn moves some prices. */
export function market(turn: number, whole = false): MarketSnapshotJson {
  const basis = basisAt(61 + turn / 20)
  const moment = { turn, whole }
  return {
    prices: Object.fromEntries(symbols.map((symbol, of) => [symbol, price(of, turn)])),
    quotes: Object.fromEntries(symbols.map((symbol, of) => [symbol, stats(of, turn)])),
    indices: { VN30: index('VN30', 1_930.11, moment), VNINDEX: index('VNINDEX', 1_702.35, moment) },
    foreign,
    derivatives: {
      symbol: '41I1GC000',
      last_price: Math.round((spot + basis) * 10) / 10,
      change: 6.3,
      change_pct: 0.33,
      volume: 148_203 + turn,
      bid_price: 1_935.9,
      ask_price: 1_936,
      basis,
      basis_pct: Math.round((basis / spot) * 1e6) / 1e4,
      is_premium: basis > 0,
      state: basis > 0 ? 'premium' : 'discount',
      last_updated: at(61, turn % 60),
    },
    feed: {
      connected: true,
      last_message_at: at(61, turn % 60),
      phase: 'continuous',
      source: 'exchange',
      simulated: true,
    },
  }
}

/** An alert with a number; three kinds in turn. */
export function alert(id: number): AlertJson {
  const kinds = [
    ['volume_spike', 'warning', 'HPG', 'Trade of 182,400 shares, 5.2 times the mean of the last 20 minutes'],
    ['price_breakout', 'critical', 'ACB', 'Price reached the ceiling of 16.05'],
    ['basis_divergence', 'info', '41I1GC000', 'Basis turned from discount to premium: +0.42 points'],
  ] as const
  const [alert_type, severity, symbol, message] = kinds[id % 3] ?? kinds[0]
  return {
    id: String(id),
    alert_type,
    severity,
    symbol,
    message,
    timestamp: at(50, id),
    data: { direction: 'up' },
  }
}
