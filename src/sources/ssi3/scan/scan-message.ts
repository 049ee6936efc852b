import { scanObject } from '../../scan/scan-object.ts'
import { load } from '../../scan/scratch.ts'
import { type Shape, shape } from '../../scan/shape.ts'
import { INNER, markAt, target, valueAt } from '../../scan/target.ts'
import { Pairs } from '../pairs.ts'
import { AT, FIRST_NUMBER, type Message, PLACES, type Values } from '../values.ts'
import { scanLevels } from './scan-levels.ts'

const bids = new Pairs()
const asks = new Pairs()

const SIZE = PLACES.size + 1
const data = target(SIZE, { [AT.bids]: bids, [AT.asks]: asks })
const values = new Array<unknown>(SIZE).fill(undefined)

function scannedValues(): Values {
  for (let place = 1; place < SIZE; place += 1) values[place] = valueAt(data, place)
  return values
}

const dataShape = (order: string): Shape =>
  shape({
    into: data,
    quote: '"',
    order: order.split(' '),
    places: PLACES,
    firstNumber: FIRST_NUMBER,
    inner: scanSide,
    firstInner: AT.bids,
  })

/** The keys of each type of topic in the order in which the feed writes them, by the topic's first letter. */
const SHAPES: ReadonlyMap<number, Shape> = new Map(
  [
    ['t', 't s p q a si o h l v'],
    ['q', 't s bids asks'],
    ['r', 't s tr cr bq bv sq sv'],
    ['p', 't s p q tq tv'],
    ['o', 't s p q bids asks'],
    ['m', 's b t ce fl ref'],
  ].map(([letter = '', order = '']) => [letter.charCodeAt(0), dataShape(order)]),
)
const NO_ORDER = dataShape('s b ss t v c cr adv dec nc ce fl tmv tmq tvp tqp tq tv')

function scanSide(start: number, place: number): number {
  return scanLevels(start, place === AT.bids ? bids : asks)
}

const CHANNEL = 1
const TOPIC = 2
const DATA = 3

const envelope = shape({
  into: target(4),
  quote: '"',
  order: ['channel', 'topic', 'data'],
  places: new Map([
    ['channel', CHANNEL],
    ['topic', TOPIC],
    ['data', DATA],
  ]),
  firstInner: DATA,
  inner: scanData,
})

/**
 * Reads a data frame without `JSON.parse`; `undefined` for one that is unusual in any way, which only `JSON.parse` reads. The message
 * holds what that would give, until the next one is scanned.
 */
export function scanMessage(text: string): Message | undefined {
  const start = load(text)
  if (start < 0) return undefined
  const { into } = envelope
  return scanObject(start, envelope) === start + text.length && markAt(into, DATA) === INNER
    ? { channel: valueAt(into, CHANNEL), topic: valueAt(into, TOPIC), data: scannedValues }
    : undefined
}

function scanData(start: number): number {
  const topic = valueAt(envelope.into, TOPIC)
  const shapeOfTopic = typeof topic === 'string' ? SHAPES.get(topic.charCodeAt(0)) : undefined
  return scanObject(start, shapeOfTopic ?? NO_ORDER)
}
