import { from } from 'rxjs'
import { expect, it } from 'vitest'
import { orderedEvents } from '../../../pipelines/ordered-events.ts'
import type { ClassifiedEvent } from '../../../src/domain/event.ts'
import type { Frame } from '../../../src/domain/frame.ts'
import { decodeDnse } from '../../../src/sources/dnse/decode.ts'
import { decodeDnseRest } from '../../../src/sources/dnse/decode-rest.ts'
import { type Content, instrumentRows, RECEIVED, sample } from './samples.ts'

const decode = (frame: Frame) => (frame.source === 'dnse-rest' ? decodeDnseRest(frame) : decodeDnse(frame))

/** The ordered events of a log. */
function ordered(...contents: readonly (readonly [source: string, content: Content])[]) {
  const events: ClassifiedEvent[] = []
  const frames = contents.map(([source, content], i): Frame => ({
    seq: i + 1,
    receivedTime: RECEIVED,
    source,
    text: JSON.stringify(content),
  }))
  from(frames)
    .pipe(orderedEvents(decode))
    .subscribe((event) => events.push(event))
  return events
}

const list = ['dnse-rest', { endpoint: 'instruments', body: { data: instrumentRows } }] as const
const limits = [
  'dnse-rest',
  { endpoint: 'secdef', body: [sample('sd', { T: undefined, time: undefined })] },
] as const
const live = (kind: Parameters<typeof sample>[0], changes?: Content) =>
  ['dnse', sample(kind, changes)] as const

it('gives limits to the books that lack them, and the trades between totals their aggressor', () => {
  const events = ordered(
    list,
    limits,
    live('q'),
    live('te'),
    live('te', { matchQtty: 30, totalVolumeTraded: 584_470, side: 'SELL' }),
    live('te', { matchQtty: 20, totalVolumeTraded: 584_500, side: 'BUY' }),
  )
  const of = (kind: ClassifiedEvent['kind']) => events.filter((event) => event.kind === kind)
  expect(of('quote')).toMatchObject([{ reference: 3_100_000, ceiling: 3_315_000, floor: 2_885_000 }])
  expect(of('trade')).toMatchObject([
    { volume: 300, value: 9_360_000, side: 'buy', basis: 'feed', bid: 3_115_000, ask: 3_120_000 },
    { volume: 300, side: 'sell' },
    { volume: 200, side: 'buy' },
  ])
  expect(of('gap')).toMatchObject([
    { missingVolume: 5_844_100, reason: 'start' },
    { missingVolume: 100, reason: 'lost' },
  ])
  expect(of('rejected')).toEqual([])
})

it('lets no other board touch the totals of the round lots', () => {
  const trade = live('te')
  const next = live('te', { matchQtty: 30, totalVolumeTraded: 584_470 })
  const odd = live('te', { boardId: 'G4', matchQtty: 7, totalVolumeTraded: 812 })
  const deal = live('te', { boardId: 'T1', totalVolumeTraded: 10_000 })
  const late = live('te', { boardId: 'G3', totalVolumeTraded: 50 })
  const ofDeals = (event: ClassifiedEvent) => event.kind === 'putThrough' || event.seq === 4
  const without = (events: readonly ClassifiedEvent[]) =>
    events
      .filter((event) => event.kind !== 'oddLot' && !ofDeals(event))
      .map((event) => [event.kind, 'volume' in event ? event.volume : undefined])
  expect(without(ordered(list, trade, odd, deal, late, trade, next))).toEqual(
    without(ordered(list, trade, next)),
  )
})

it('makes a trade of each deal, by the total of its own board', () => {
  const deal = (boardId: string, matchQtty: number, totalVolumeTraded: number, Seconds: number) =>
    live('te', {
      ...{ boardId, matchQtty, totalVolumeTraded, side: undefined, matchPrice: 30.5 },
      time: { Seconds: 1_762_311_733 + Seconds, Nanos: 0 },
    })
  const [first, second, third] = [
    deal('T1', 2_000, 2_000, 0),
    deal('T1', 3_000, 5_000, 1),
    // After 14:45 they are told on a board whose total begins at 0.
    deal('T3', 7_000, 7_000, 2),
  ]
  const events = ordered(list, live('te'), first, second, second, third, first)
  const trades = events.filter((event) => event.kind === 'trade' && event.phase === 'putThrough')
  const agreed = { price: 3_050_000, venue: 'HOSE', side: 'neutral', basis: 'none', restart: false }
  expect(trades).toMatchObject([
    { ...agreed, volume: 20_000, value: 610_000_000 },
    { ...agreed, volume: 30_000 },
    { ...agreed, volume: 70_000 },
  ])
  expect(events.filter(({ kind }) => kind === 'gap')).toMatchObject([{ missingVolume: 5_844_100 }])
  expect(events.filter(({ kind }) => kind === 'putThrough')).toHaveLength(5)
})
