import { scanObject } from '../../scan/scan-object.ts'
import { load } from '../../scan/scratch.ts'
import { type Shape, shape } from '../../scan/shape.ts'
import { target } from '../../scan/target.ts'
import type { FieldName, Fields, Message } from '../message.ts'
import { scanLevels } from './scan-levels.ts'

/** Where the fields of a message's data stand. The sides of a book come last: they are lists. */
const AT: Readonly<Record<FieldName, number>> = {
  ...{ t: 1, s: 2, b: 3, p: 4, q: 5, si: 6, v: 7, tr: 8, cr: 9, bq: 10, bv: 11, sq: 12, sv: 13, tq: 14 },
  ...{ tv: 15, ce: 16, fl: 17, ref: 18, f: 19, c: 20, adv: 21, dec: 22, nc: 23, tmq: 24, tmv: 25 },
  ...{ bids: 26, asks: 27 },
}
const places: ReadonlyMap<string, number> = new Map(Object.entries(AT))
const data = target(places.size + 1)
const fields: Fields = (name) => data.values[AT[name]]
const scannedFields = (): Fields => fields

const dataShape = (order: string): Shape =>
  shape({ into: data, quote: '"', order: order.split(' '), places, inner: scanSide, firstInner: AT.bids })

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
  const levels: unknown[] = []
  data.values[place] = levels
  return scanLevels(start, levels)
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
    ? { channel: values[CHANNEL], topic: values[TOPIC], data: scannedFields }
    : undefined
}

function scanData(start: number): number {
  const { values } = envelope.into
  const topic = values[TOPIC]
  const shapeOfTopic = typeof topic === 'string' ? SHAPES.get(topic.charCodeAt(0)) : undefined
  values[DATA] = data
  return scanObject(start, shapeOfTopic ?? NO_ORDER)
}
