import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { random as randomOf } from '../../../../src/exchange/random.ts'
import { classicFrame } from '../../../../src/sources/signalr/classic/classic-frame.ts'
import { parseFrame } from '../../../../src/sources/signalr/classic/parse-frame.ts'
import { scanFrame } from '../../../../src/sources/signalr/classic/scan-frame.ts'
import { fc, test } from '../../../property-tests.ts'
import { mutated } from '../../mutated.ts'
import { samples } from '../../ssi/samples.ts'

const HUB = 'FcMarketDataV2Hub'

const call = (argument: unknown, method = 'Broadcast', hub = HUB) => ({ H: hub, M: method, A: [argument] })
const message = (kind: string) =>
  JSON.stringify({ DataType: kind, Content: samples[kind as keyof typeof samples] })
const scanned = (text: string) => scanFrame(Buffer.from(text), HUB)
const frameOf = (...calls: readonly unknown[]) => JSON.stringify({ C: 'd-9A1B2C3D-B,7|C,0', M: calls })

describe('a frame of calls', () => {
  it('is scanned: texts once unescaped, in order', () => {
    const texts = Object.keys(samples).map(message)
    expect(scanned(frameOf(...texts.map((text) => call(text))))).toMatchObject({
      messageId: 'd-9A1B2C3D-B,7|C,0',
      invocations: texts.map((text) => ({ method: 'Broadcast', args: [text] })),
    })
  })

  it('is scanned without its cursor where nobody resumes', () => {
    const [frame, whole] = [false, true].map((isResumed) =>
      scanFrame(Buffer.from(frameOf(call('text'))), HUB, isResumed),
    )
    expect(frame).toEqual({ ...whole, messageId: undefined })
  })

  it('is scanned when it is as long as a burst makes it', () => {
    const texts = Array.from({ length: 150 }, () => message('X-QUOTE'))
    expect(scanned(frameOf(...texts.map((text) => call(text))))?.invocations).toHaveLength(150)
  })

  it.each([
    ['another method', call('no', 'Error'), [{ method: 'Error', args: ['no'] }]],
    ['another hub', call('no', 'Broadcast', 'Other'), []],
    ['a hub whose name is as long', call('no', 'Broadcast', 'FcMarketDataV2Hut'), []],
    [
      'the hub in another case',
      call('yes', 'Broadcast', HUB.toLowerCase()),
      [{ method: 'Broadcast', args: ['yes'] }],
    ],
    ['an empty text', call(''), [{ method: 'Broadcast', args: [''] }]],
  ])('is scanned: %s', (_, said, invocations) => {
    expect(scanned(frameOf(said))?.invocations).toEqual(invocations)
  })

  it.each([
    ['a keep-alive', '{}'],
    ['the first frame', '{"C":"d-1,0","S":1,"M":[]}'],
    ['an answer', '{"R":null,"I":"3"}'],
    ['an object for a text', frameOf(call({ DataType: 'F' }))],
    ['two arguments', '{"C":"d","M":[{"H":"FcMarketDataV2Hub","M":"Broadcast","A":["a","b"]}]}'],
    ['a line feed', frameOf(call('a\nb'))],
    ['Vietnamese', frameOf(call('tiếng Việt'))],
    ['cut', frameOf(call('text')).slice(0, -1)],
    ['more after it', `${frameOf(call('text'))} `],
  ])('is left to JSON.parse: %s', (_, text) => {
    expect(scanned(text)).toBeUndefined()
  })
})

describe('every way', () => {
  const heads = fc.tuple(
    fc.constantFrom(
      'Broadcast',
      'Error',
      'B',
      'Broadcasts',
      'a method with a name of more than a hundred and twenty-eight letters '.repeat(3),
    ),
    fc.constantFrom(HUB, HUB.toLowerCase(), 'FcMarketDataV2Hut', 'Other'),
  )
  test.prop([fc.array(heads, { maxLength: 8 }), fc.constantFrom(HUB, HUB.toUpperCase(), 'Other')])(
    'reads calls of one head behind those of another, for whatever hub is asked',
    (said, hub) => {
      const data = Buffer.from(frameOf(...said.map(([method, name], i) => call(`text ${i}`, method, name))))
      expect(classicFrame(data, hub)).toStrictEqual(parseFrame(data.toString(), hub))
    },
  )

  test.prop([
    fc.array(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(samples).map(message))), { maxLength: 4 }),
  ])('reads the same calls', (texts) => {
    const text = frameOf(...texts.map((argument) => call(argument)))
    const data = Buffer.from(text)
    expect(classicFrame(data, HUB)).toStrictEqual(parseFrame(data.toString(), HUB))
  })

  test.prop([fc.nat(), fc.integer({ min: 0x80, max: 0xff })])(
    'reads the same of bytes that are no text',
    (place, byte) => {
      const data = Buffer.from(frameOf(call(message('X-TRADE')), call('plain')))
      data[place % data.length] = byte
      expect(classicFrame(data, HUB)).toStrictEqual(parseFrame(data.toString(), HUB))
    },
  )

  it('reads the same of 4,000 fuzzed frames', () => {
    const random = randomOf(3, 'fuzzed hub frames')
    const frames = Object.keys(samples).map((kind) => frameOf(call(message(kind)), call(message('F'))))
    const different: string[] = []
    let count = 0
    for (let i = 0; i < 4_000; i += 1) {
      const text = mutated(frames[random.below(frames.length)]!, random, frames)
      if (scanned(text)) count += 1
      const data = Buffer.from(text)
      // Half a surrogate pair is no text of a socket's.
      if (!isDeepStrictEqual(classicFrame(data, HUB), parseFrame(data.toString(), HUB))) different.push(text)
    }
    expect(different).toEqual([])
    expect(count).toBeGreaterThan(800)
  })
})
