import { describe, expect, it } from 'vitest'
import { parseChannels } from '../../../src/exchange/wire/channels.ts'
import { type Telling, teller } from '../../../src/exchange/wire/telling.ts'
import { at, price, quote, share, smallExchange, status, trade } from './small-exchange.ts'

const NEXT = '2025-11-06'

/** The content of a message that goes out. */
const contentOf = ({ call }: Telling) => {
  const { A } = JSON.parse(call()) as { A: [string] }
  return JSON.parse((JSON.parse(A[0]) as { Content: string }).Content) as Record<string, unknown>
}

const on = (kind: string, tellings: readonly Telling[]) => tellings.find((telling) => telling.kind === kind)!

describe('teller', () => {
  it('encodes a message once, however many want it', () => {
    const [own] = teller(smallExchange()).tell(trade)
    expect(own?.call()).toBe(own?.call())
    expect(own?.call()).toMatch(
      /^\{"H":"FcMarketDataV2Hub","M":"Broadcast","A":\["\{\\"DataType\\":\\"X-TRADE\\"/,
    )
  })

  it('tells nothing of what is not listed', () => {
    expect(teller(smallExchange()).tell({ ...trade, symbol: 'NONE' })).toEqual([])
  })

  it('joins quote and trade for the combined channel, also with what was told before it came', () => {
    const { tell } = teller(smallExchange())
    const bids = [{ price: price(31_100), volume: 100 }]
    expect(contentOf(on('X', tell({ ...quote, bids })))).toMatchObject({
      LastPrice: 31_200,
      BidPrice1: 31_100,
      Side: null,
    })
    const next = tell({ ...trade, price: price(31_100), volume: 100, totalVolume: 5_844_500 })
    expect(contentOf(on('X', next))).toMatchObject({
      LastPrice: 31_100,
      Open: 31_000,
      BidPrice1: 31_100,
      Change: 100,
    })
  })

  it('is true to the moment that it is told, not to the one in which it is encoded', () => {
    const { tell } = teller(smallExchange())
    const first = on('X', tell({ ...trade, price: price(31_100) }))
    tell({ ...trade, price: price(31_300) })
    expect(contentOf(first)).toMatchObject({ LastPrice: 31_100 })
  })

  it('gives a projected price no bar', () => {
    const { tell } = teller(smallExchange())
    expect(tell({ ...trade, volume: 0 }).map(({ kind }) => kind)).toEqual(['X-TRADE', 'X'])
    expect(tell(status).map(({ kind }) => kind)).toEqual(['F'])
  })

  it('keeps the limits of a day for its last messages, and begins the next one anew', () => {
    const exchange = { ...smallExchange(), minuteBars: () => [] }
    const { tell } = teller(exchange)
    const tomorrow = {
      ...exchange,
      date: NEXT,
      securities: [{ ...share, reference: price(31_200) }],
      latest: () => [],
    }
    Object.assign(exchange, tomorrow)
    expect(contentOf(on('X-TRADE', tell(trade)))).toMatchObject({ RefPrice: 31_000 })
    const opening = tell({ ...quote, time: at('09:00:00', NEXT) })
    expect(contentOf(on('X', opening))).toMatchObject({
      RefPrice: 31_200,
      LastPrice: 0,
      TotalVol: 0,
      Open: 0,
    })
  })

  it('has the state of what is subscribed', () => {
    const { snapshot } = teller(smallExchange())
    const subscription = parseChannels('X-QUOTE:SSI,MI:NONE,B:ALL')
    if (typeof subscription === 'string') throw new Error(subscription)
    expect(snapshot(subscription)).toEqual([expect.stringContaining('X-QUOTE')])
  })
})
