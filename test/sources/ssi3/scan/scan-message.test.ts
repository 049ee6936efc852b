import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { random as randomOf } from '../../../../src/exchange/random.ts'
import { orRejected } from '../../../../src/sources/rejected.ts'
import { decodeSsi3 } from '../../../../src/sources/ssi3/decode.ts'
import { eventsOf } from '../../../../src/sources/ssi3/events-of.ts'
import { Pairs } from '../../../../src/sources/ssi3/pairs.ts'
import { parseMessage } from '../../../../src/sources/ssi3/parse-message.ts'
import { scanMessage } from '../../../../src/sources/ssi3/scan/scan-message.ts'
import { AT, FIRST_NUMBER, type Message, PLACES } from '../../../../src/sources/ssi3/values.ts'
import { Unreadable } from '../../../../src/sources/unreadable.ts'
import { fc, test } from '../../../property-tests.ts'
import { mutated } from '../../mutated.ts'
import { type Data, frame, sampleFrame, samples } from '../samples.ts'

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** A value as a scan gives it: a number as one even where it came as text. */
const asScanned = (raw: unknown): unknown => (typeof raw === 'string' && NUMBER.test(raw) ? Number(raw) : raw)

/** The pairs of a side of a book; as they came where they are none. */
function pairsOf(raw: unknown): unknown {
  if (raw instanceof Pairs) return raw.values.slice(0, 2 * raw.count)
  if (!Array.isArray(raw)) return raw
  const pairs: readonly unknown[] = raw
  return pairs.every((pair) => Array.isArray(pair) && pair.length === 2) ? pairs.flat().map(asScanned) : raw
}

/** All that a message says. */
function said({ channel, topic, data }: Message) {
  const values = data()
  const words = values.slice(1, FIRST_NUMBER)
  return [
    channel,
    topic,
    ...words,
    ...values.slice(FIRST_NUMBER, AT.bids).map(asScanned),
    ...values.slice(AT.bids).map(pairsOf),
  ]
}

/** The same, of a text that `JSON.parse` reads; what it says against it where it does not. */
function parsed(text: string) {
  try {
    return said(parseMessage(text))
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
}

const scanned = (text: string) => {
  const message = scanMessage(text)
  return message && said(message)
}

/** Numbers as numbers, as some servers write them. */
const withNumbers = (text: string) => text.replace(/"(\d+(?:\.\d+)?)"/g, '$1')

describe('a data frame', () => {
  it.each(Object.entries(samples))('of %s is scanned, its numbers as texts or as numbers', (_, text) => {
    expect(scanned(text)).toStrictEqual(parsed(text))
    expect(scanned(withNumbers(text))).toStrictEqual(parsed(withNumbers(text)))
  })

  it.each([
    [
      'an empty side',
      '{"channel":"DATA","topic":"quote.FPT","data":{"t":"x","s":"FPT","bids":[],"asks":[["1","2"]]}}',
    ],
    ['data first', '{"data":{"s":"FPT"},"topic":"trade.FPT","channel":"DATA"}'],
    ['capitals', '{"CHANNEL":"DATA","Topic":"trade.FPT","data":{"S":"FPT","P":1.5}}'],
    [
      'a key that is new',
      '{"channel":"DATA","topic":"trade.FPT","data":{"s":"FPT","new":-1,"x":"y"},"id":7}',
    ],
  ])('is scanned: %s', (_, text) => {
    expect(scanned(text)).toStrictEqual(parsed(text))
  })

  it.each([
    ['a level of three', '{"channel":"DATA","topic":"quote.FPT","data":{"bids":[["1","2","3"]]}}'],
    ['a level of one', '{"channel":"DATA","topic":"quote.FPT","data":{"bids":[["1"]]}}'],
    ['an exponent', '{"channel":"DATA","topic":"quote.FPT","data":{"bids":[[1e3,"2"]]}}'],
    ['a side that is null', '{"channel":"DATA","topic":"quote.FPT","data":{"bids":null}}'],
    ['an answer', '{"channel":"DATA","topic":"trade.FPT","status":"ok"}'],
    ['a key that comes twice', '{"channel":"DATA","topic":"trade.FPT","data":{"s":"FPT","S":"SSI"}}'],
    ['no data', '{"channel":"DATA","topic":"trade.FPT","data":{}}'],
  ])('is left to JSON.parse: %s', (_, text) => {
    expect(scanMessage(text)).toBeUndefined()
  })

  it('says the same either way: 10,000 fuzzed frames', () => {
    const random = randomOf(5, 'fuzzed v3 frames')
    const texts = Object.values(samples).flatMap((text) => [text, withNumbers(text)])
    const different: string[] = []
    let count = 0
    for (let i = 0; i < 10_000; i += 1) {
      const text = mutated(texts[random.below(texts.length)]!, random, texts)
      const found = scanned(text)
      if (!found) continue
      count += 1
      if (!isDeepStrictEqual(found, parsed(text))) different.push(text)
    }
    expect(different).toEqual([])
    expect(count).toBeGreaterThan(2_500)
  })
})

/** The events of a frame that is read by `JSON.parse` alone. */
const parsedEvents = (text: string) =>
  orRejected(frame(text), (read) => eventsOf(parseMessage(read.text), read))

describe('the events of a frame', () => {
  const value = fc.oneof(
    fc.constantFrom(
      '',
      null,
      undefined,
      '0',
      '-0',
      '-',
      '0.5',
      '007',
      '1.',
      '.5',
      '1e3',
      '1,234',
      ' 12 ',
      'S',
    ),
    fc.integer({ min: -2, max: 2 ** 40 }),
    fc.double({ min: -1e4, max: 1e18, noNaN: true }),
    fc.nat().map(String),
    fc.double({ noNaN: true }).map(String),
    fc.nat({ max: 10_000_000 }).map((n) => (n / 100).toFixed(2)),
    fc.bigInt({ min: 0n, max: 10n ** 22n }).map(String),
  )
  const side = fc.oneof(
    { weight: 9, arbitrary: fc.array(fc.tuple(value, value), { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom('none', [5], [['1']], [['1', '2', '3']]) },
  )
  const kinds = Object.keys(samples) as (keyof typeof samples)[]
  const changes = fc
    .tuple(
      fc.dictionary(fc.constantFrom(...[...PLACES.keys()].slice(0, AT.bids - 1)), value, { maxKeys: 4 }),
      fc.record({ bids: side, asks: side }, { requiredKeys: [] }),
    )
    .map(([fields, sides]): Data => ({ ...fields, ...sides }))

  test.prop([fc.constantFrom(...kinds), changes], { numRuns: 2_000 })(
    'are what JSON.parse gives, and what is bad is told in its words',
    (kind, changed) => {
      const { text } = sampleFrame(kind, changed)
      expect(decodeSsi3(frame(text))).toStrictEqual(parsedEvents(text))
    },
  )

  it('are the same either way: 10,000 fuzzed frames', () => {
    const random = randomOf(6, 'fuzzed events of v3')
    const texts = Object.values(samples)
    const different: string[] = []
    for (let i = 0; i < 10_000; i += 1) {
      const text = mutated(texts[random.below(texts.length)]!, random, texts)
      if (!isDeepStrictEqual(decodeSsi3(frame(text)), parsedEvents(text))) different.push(text)
    }
    expect(different).toEqual([])
  })
})
