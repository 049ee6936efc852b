import { describe, expect, it } from 'vitest'
import { intervalName, printed } from '../../../src/domain/emitted/printed.ts'
import { at, classifiedTrade, gap, index, price, quote, rejected } from '../../../src/testing/index.ts'
import { alert, bar, basis, foreignFlow, session } from './outputs.ts'

const common = '"seq":7,"time":"2026-11-20T10:00:00+07:00","symbol"'

/** The keys in the order in which they are printed. */
const keys = (text: string) => Object.keys(JSON.parse(text) as object)

describe('what --emit prints', () => {
  it.each([
    [
      'quote',
      quote({
        seq: 7,
        bids: [
          { price: price(1285.4), volume: 3 },
          { price: price(1285.3), volume: 0 },
        ],
        asks: [{ price: price(1286), volume: 5 }],
        auctionBidVolume: 0,
        auctionAskVolume: 140,
        ceiling: price(1375.3),
        floor: price(1195.5),
        reference: price(1285.4),
      }),
      `{"stream":"quote",${common}:"FPT","bids":[[1285.4,3],[1285.3,0]],"asks":[[1286,5]],"auction_bid_volume":0,"auction_ask_volume":140,"ceiling":1375.3,"floor":1195.5,"reference":1285.4}`,
    ],
    [
      'trade',
      classifiedTrade({ seq: 7, side: 'buy', basis: 'quote', bid: price(99_900), ask: price(100_000) }),
      `{"stream":"trade",${common}:"FPT","price":100000,"volume":100,"value":10000000,"side":"buy","basis":"quote","phase":"continuous","bid":99900,"ask":100000}`,
    ],
    [
      'foreign',
      foreignFlow,
      `{"stream":"foreign",${common}:"FPT","buy_volume":300,"sell_volume":500,"net_volume":-200,"buy_value":3000,"sell_value":5000,"net_value":-2000,"total_room":900,"current_room":400,"buy_speed_per_min":12.35,"sell_speed_per_min":0,"buy_acceleration":0,"sell_acceleration":0.33,"rebased":false,"estimated":true}`,
    ],
    [
      'index',
      index({ seq: 7, value: price(1300.25), prior: price(1299), advances: 20, declines: 8, noChanges: 2 }),
      `{"stream":"index",${common}:"VN30","index_id":"VN30","value":1300.25,"prior_value":1299,"change":1.25,"ratio_change":0.1,"total_volume":0,"advances":20,"declines":8,"no_changes":2,"advance_ratio":0.7143}`,
    ],
    [
      'basis',
      basis,
      `{"stream":"basis",${common}:"41I1G3000","futures_symbol":"41I1G3000","futures_price":1298.5,"spot_value":1300.25,"basis":-1.75,"basis_pct":-0.1346,"state":"discount"}`,
    ],
    [
      'bar',
      bar,
      `{"stream":"bar",${common}:"FPT","interval":"1m","start":"2026-11-20T09:59:00+07:00","open":100000,"high":100500,"low":99900,"close":100400,"volume":1000,"active_buy_volume":600,"active_sell_volume":300,"revision":1,"complete":true}`,
    ],
    [
      'completed bar',
      { ...bar, filledVolume: 100 },
      `{"stream":"bar",${common}:"FPT","interval":"1m","start":"2026-11-20T09:59:00+07:00","open":100000,"high":100500,"low":99900,"close":100400,"volume":1000,"active_buy_volume":600,"active_sell_volume":300,"revision":1,"complete":true,"filled_volume":100}`,
    ],
    [
      'alert',
      alert,
      `{"stream":"alert",${common}:"FPT","alert_type":"price_breakout","severity":"critical","message":"FPT chạm trần","data":{"price":107000,"direction":"ceiling"}}`,
    ],
    [
      'gap',
      gap({ seq: 7, from: at('09:58:00'), missingVolume: 500 }),
      `{"stream":"gap",${common}:"FPT","from":"2026-11-20T09:58:00+07:00","to":"2026-11-20T10:00:00+07:00","missing_volume":500,"reason":"lost"}`,
    ],
    [
      'rejected',
      rejected({ seq: 7, reason: 'no JSON', raw: '{"' }),
      '{"stream":"rejected","seq":7,"reason":"no JSON","raw":"{\\""}',
    ],
  ])('of %s is one line, its keys in order', (_, output, expected) => {
    expect(printed(output)).toBe(expected)
  })

  it('has the totals of a session, whole and by part', () => {
    const line = printed(session)
    expect(keys(line).slice(0, 5)).toEqual(['stream', 'seq', 'time', 'symbol', 'mua_chu_dong_volume'])
    expect(JSON.parse(line)).toMatchObject({
      stream: 'session',
      total_volume: 21,
      ato: { mua_chu_dong_volume: 1 },
      continuous: { mua_chu_dong_volume: 2 },
      atc: { mua_chu_dong_volume: 3 },
      putThrough: { mua_chu_dong_volume: 4 },
      other: { mua_chu_dong_volume: 5 },
      gap: { mua_chu_dong_volume: 6, total_value: 60 },
    })
  })

  it('leaves out what is not known', () => {
    expect(keys(printed(quote()))).toEqual(['stream', 'seq', 'time', 'symbol', 'bids', 'asks'])
    expect(keys(printed(classifiedTrade()))).not.toContain('bid')
    expect(keys(printed(gap()))).not.toContain('from')
    expect(keys(printed({ ...foreignFlow, totalRoom: undefined, currentRoom: undefined }))).not.toContain(
      'total_room',
    )
    const unknownPrior = keys(printed(index()))
    for (const key of ['prior_value', 'change', 'ratio_change']) expect(unknownPrior).not.toContain(key)
  })

  it.each([
    [1_000, '1s'],
    [60_000, '1m'],
    [900_000, '15m'],
    [3_600_000, '1h'],
  ])('names a width of %s ms as people do', (ms, name) => {
    expect(intervalName(ms)).toBe(name)
  })
})
