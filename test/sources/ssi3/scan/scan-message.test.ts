import { describe, expect, it } from 'vitest'
import { random as randomOf } from '../../../../src/exchange/random.ts'
import type { Message } from '../../../../src/sources/ssi3/message.ts'
import { parseMessage } from '../../../../src/sources/ssi3/parse-message.ts'
import { scanMessage } from '../../../../src/sources/ssi3/scan/scan-message.ts'
import { Unreadable } from '../../../../src/sources/unreadable.ts'
import { mutated } from '../../mutated.ts'
import { samples } from '../samples.ts'

const NAMES = [
  ...([
    't',
    's',
    'b',
    'p',
    'q',
    'si',
    'v',
    'bids',
    'asks',
    'tr',
    'cr',
    'bq',
    'bv',
    'sq',
    'sv',
    'tq',
  ] as const),
  ...(['tv', 'ce', 'fl', 'ref', 'f', 'c', 'adv', 'dec', 'nc', 'tmq', 'tmv'] as const),
]

/** All that a message says. */
function said({ channel, topic, data }: Message) {
  const fields = data()
  return [channel, topic, ...NAMES.map((name) => fields(name))]
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
    let count = 0
    for (let i = 0; i < 10_000; i += 1) {
      const text = mutated(texts[random.below(texts.length)]!, random, texts)
      const found = scanned(text)
      if (!found) continue
      count += 1
      expect(found, text).toStrictEqual(parsed(text))
    }
    expect(count).toBeGreaterThan(2_500)
  })
})
