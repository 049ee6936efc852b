import { scanObject } from '../../scan/scan-object.ts'
import { load } from '../../scan/scratch.ts'
import { type Shape, shape } from '../../scan/shape.ts'
import { target } from '../../scan/target.ts'
import { Pairs } from '../pairs.ts'
import { AT, FIRST_NUMBER, type Message, PLACES, type Values } from '../values.ts'
import { scanLevels } from './scan-levels.ts'

const data = target(PLACES.size + 1)
const scannedValues = (): Values => data.values

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

const bids = new Pairs()
const asks = new Pairs()

function scanSide(start: number, place: number): number {
  const side = place === AT.bids ? bids : asks
  data.values[place] = side
  return scanLevels(start, side)
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
  if (!load(text)) return undefined
  const end = scanObject(0, envelope)
  const { values } = envelope.into
  return end === text.length && values[DATA] === data
    ? { channel: values[CHANNEL], topic: values[TOPIC], data: scannedValues }
    : undefined
}

function scanData(start: number): number {
  const { values } = envelope.into
  const topic = values[TOPIC]
  const shapeOfTopic = typeof topic === 'string' ? SHAPES.get(topic.charCodeAt(0)) : undefined
  values[DATA] = data
  return scanObject(start, shapeOfTopic ?? NO_ORDER)
}
