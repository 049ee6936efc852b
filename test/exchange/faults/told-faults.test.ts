import { describe, expect, it } from 'vitest'
import type { MarketMessage } from '../../../src/exchange/message.ts'
import { isTrade } from '../../../src/exchange/faults/in-pieces.ts'
import { acting, type Entries, run } from './acting.ts'
import { smallTape, START, tapeExchange } from './tape.ts'

const SECONDS = 60
const tape = smallTape(2)
/** The tape is over, and what was held back is told. */
const END = START + SECONDS * 1000 + 999
const market = tape.messages.filter(({ time }) => time < START + SECONDS * 1000)

/** What is told with faults that are at work all the time. */
const toldWith = (entries: Entries) =>
  run(tapeExchange(tape, SECONDS), { faults: acting(entries).faults, end: END, step: 250 })
const messagesWith = (entries: Entries) => toldWith(entries).map(({ message }) => message)
const secondOf = ({ time }: MarketMessage) => Math.floor((time - START) / 1000)

function grouped<T, K>(all: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of all) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const json = (messages: readonly unknown[]) => messages.map((message) => JSON.stringify(message))

describe('what the exchange tells', () => {
  it('is as it is without faults', () => {
    expect(messagesWith([])).toEqual(market)
  })

  it('lacks the messages that are lost, by their share', () => {
    const told = json(messagesWith({ kind: 'lose', share: 0.3 }))
    const share = 1 - told.length / market.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.4)
    const left = [...json(market)]
    for (const message of told) expect(left.splice(left.indexOf(message), 1)).toEqual([message])
  })

  it('has duplicates within a second of the first', () => {
    const told = messagesWith({ kind: 'duplicate', share: 0.3 })
    expect(told.length).toBeGreaterThan(market.length * 1.2)
    expect(new Set(json(told))).toEqual(new Set(json(market)))
    let newest = 0
    let late = 0
    for (const { time } of told) {
      if (time < newest) late += 1
      newest = Math.max(newest, time)
      expect(newest - time).toBeLessThanOrEqual(1000)
    }
    expect(late).toBeGreaterThan(10)
  })

  it('comes in another order inside a second, and in no other', () => {
    const told = messagesWith({ kind: 'reorder', share: 0.5 })
    expect(json(told)).not.toEqual(json(market))
    expect(json(told).sort()).toEqual(json(market).sort())
    const seconds = told.map(({ time }) => Math.floor(time / 1000))
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b))
  })

  it('names nobody who traded actively', () => {
    const trades = messagesWith({ kind: 'null-side' }).filter(isTrade)
    expect(trades.length).toBeGreaterThan(50)
    expect(trades.filter(({ side }) => side !== undefined)).toEqual([])
  })

  it('has keys that nobody knows, and all that it had', () => {
    const told = toldWith({ kind: 'unknown-keys' })
    expect(told).toHaveLength(market.length)
    for (const { message, json: text } of told) {
      const sent = JSON.parse(text) as Record<string, unknown>
      expect(sent).toMatchObject(JSON.parse(JSON.stringify(message)) as object)
      expect(Object.keys(sent).length).toBe(
        Object.keys(JSON.parse(JSON.stringify(message)) as object).length + 1,
      )
    }
  })

  it('has nothing where one of its numbers was', () => {
    const told = toldWith({ kind: 'empty-numbers', share: 1 })
    const emptied = new Set<string>()
    for (const { message, json: text } of told) {
      const [was, is] = [JSON.stringify(message), text].map(
        (one) => JSON.parse(one) as Record<string, unknown>,
      )
      const names = Object.keys(was!).filter((name) => is![name] !== was![name])
      const flat = names.filter((name) => is![name] === '')
      flat.forEach((name) => emptied.add(name))
      expect(text.split('""').length - JSON.stringify(message).split('""').length).toBe(1)
    }
    expect([...emptied]).toEqual(
      expect.arrayContaining(['price', 'volume', 'totalVolume', 'totalValue', 'time']),
    )
  })

  it('has 1,500 trades in one second, which add up to what was traded', () => {
    const told = messagesWith({ kind: 'burst', after: 10 }).filter(isTrade)
    const bySecond = grouped(told, secondOf)
    const [second, most] = [...bySecond].reduce((a, b) => (b[1].length > a[1].length ? b : a))
    expect(second).toBeGreaterThanOrEqual(10)
    expect(most.length).toBeGreaterThanOrEqual(1500)
    expect(most.length).toBeLessThan(1550)

    const inSecond = market.filter(isTrade).filter((trade) => secondOf(trade) === second)
    for (const [symbol, pieces] of grouped(most, ({ symbol }) => symbol)) {
      const whole = inSecond.filter((trade) => trade.symbol === symbol)
      expect(pieces.at(-1)).toMatchObject({
        totalVolume: whole.at(-1)!.totalVolume,
        totalValue: whole.at(-1)!.totalValue,
      })
      let { totalVolume, totalValue } = whole[0]!
      totalVolume -= whole[0]!.volume
      for (const piece of pieces) {
        expect(piece.volume).toBeGreaterThan(0)
        expect(piece.totalVolume).toBe(totalVolume + piece.volume)
        expect(piece.totalValue).toBeGreaterThan(0)
        expect(piece.totalValue).toBeGreaterThan(totalValue - whole[0]!.totalValue)
        ;({ totalVolume, totalValue } = piece)
      }
    }
    const others = (messages: readonly MarketMessage[]) =>
      messages.filter(isTrade).filter((trade) => secondOf(trade) !== second)
    expect(others(told)).toEqual(others(market))
  })

  it('is stamped by a clock that is wrong', () => {
    const { faults } = acting({ kind: 'clock-jump', by: -90 })
    const exchange = faults.exchange(tapeExchange(tape, SECONDS))
    const told = [0, 30, 60].flatMap((to) => exchange.advance(START + to * 1000))
    expect(told).toEqual(market.map((message) => ({ ...message, time: message.time - 90_000 })))
    const { symbol } = market.find(isTrade)!
    const last = market.findLast((message) => isTrade(message) && message.symbol === symbol)!
    expect(exchange.latest(symbol)).toContainEqual({ ...last, time: last.time - 90_000 })
  })

  it('goes through one fault after the other', () => {
    const told = messagesWith([{ kind: 'null-side' }, { kind: 'duplicate', share: 1 }, { kind: 'reorder' }])
    // A late copy of the last second is still to come.
    expect(told.length).toBeGreaterThan(1.9 * market.length)
    expect(new Set(json(told)).size).toBe(market.length)
    expect(told.filter((message) => isTrade(message) && message.side !== undefined)).toEqual([])
  })
})
