import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../../src/domain/frame.ts'
import { classicFrame } from '../../../../src/sources/signalr/classic/classic-frame.ts'
import { parseFrame } from '../../../../src/sources/signalr/classic/parse-frame.ts'
import { scanFrame } from '../../../../src/sources/signalr/classic/scan-frame.ts'
import { decodeSsi } from '../../../../src/sources/ssi/decode.ts'
import { fc, test } from '../../../property-tests.ts'
import { decodeByName } from '../../ssi/read-by-name.ts'
import { combined, frame, sample, samples } from '../../ssi/samples.ts'

const HUB = 'FcMarketDataV2Hub'

const call = (argument: string, method = 'Broadcast') => ({ H: HUB, M: method, A: [argument] })
const frameOf = (texts: readonly string[], method?: string) =>
  Buffer.from(JSON.stringify({ C: 'd-1,7', M: texts.map((text) => call(text, method)) }))
const textsIn = (data: Buffer) =>
  (classicFrame(data, HUB)?.invocations ?? []).map(({ args: [text] }) => String(text))

/** Both ways to decode a text: by the bytes it came in, where they are still there, and in the plainest way. */
const same = (text: string) => {
  const message: Frame = frame(text)
  expect(decodeSsi(message)).toStrictEqual(decodeByName(message))
}

const messages = [
  ...Object.entries(samples).map(([kind, content]) => JSON.stringify({ DataType: kind, Content: content })),
  JSON.stringify({ DataType: 'X', Content: JSON.stringify(combined()) }),
  JSON.stringify({ Content: samples.R, DataType: 'R' }),
  `{"DataType":"X-TRADE","Content":${samples['X-TRADE']}}`,
  JSON.stringify({ DataType: 'MI', Content: JSON.stringify(sample('MI', { IndexName: 'Chỉ số' })) }),
  JSON.stringify({ DataType: 'R', Content: JSON.stringify(sample('R', { Symbol: 'a"b\\' })) }),
  'no message',
  '',
]

describe('a string of JSON in a frame', () => {
  const escapes = fc.stringMatching(/^["\\ !a-c{}]{0,200}$/)
  const plain = fc.stringMatching(/^[ -~]{0,200}$/)

  test.prop([fc.array(fc.oneof(escapes, plain), { minLength: 1, maxLength: 4 })])(
    'is unescaped at once, whatever quotes and backslashes stand in it, and wherever',
    (texts) => {
      const data = frameOf(texts)
      expect(scanFrame(data, HUB)?.invocations.map(({ args: [text] }) => text)).toStrictEqual(texts)
      expect(classicFrame(data, HUB)).toStrictEqual(parseFrame(data.toString(), HUB))
    },
  )

  test.prop([
    fc.stringMatching(/^["\\a]{0,140}$/),
    fc.nat({ max: 140 }),
    fc.constantFrom(...'nutbf/"\\x\0é'.split('')),
  ])('with another escape, or what may not stand in it, is read as JSON.parse does', (text, at, letter) => {
    const raw = JSON.stringify(text)
    const place = 1 + (at % (raw.length - 1))
    for (const put of [letter, `\\${letter}`]) {
      const argument = raw.slice(0, place) + put + raw.slice(place)
      const data = Buffer.from(`{"C":"d-1,7","M":[{"H":"${HUB}","M":"Broadcast","A":[${argument}]}]}`)
      expect(classicFrame(data, HUB)).toStrictEqual(parseFrame(data.toString(), HUB))
    }
  })

  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'ends where it ends with %d letters before a row of backslashes',
    (pad) => {
      for (let backslashes = 0; backslashes < 140; backslashes += 1) {
        const text = `${'a'.repeat(pad)}${'\\'.repeat(backslashes)}"`
        expect(textsIn(frameOf([text, 'next']))).toStrictEqual([text, 'next'])
      }
    },
  )
})

describe('messages whose bytes are held', () => {
  const some = fc.array(fc.constantFrom(...messages), { minLength: 1, maxLength: 12 })

  test.prop([fc.array(some, { minLength: 1, maxLength: 4 })])(
    'are decoded in order, behind several frames of several',
    (frames) => {
      const read = frames.map((texts) => frameOf(texts)).flatMap(textsIn)
      expect(read).toStrictEqual(frames.flat())
      read.forEach(same)
    },
  )

  test.prop([some, fc.infiniteStream(fc.nat())])(
    'are decoded in any order, and more than once',
    (texts, at) => {
      const read = textsIn(frameOf(texts))
      for (const [, n] of texts.map((_, i) => [i, at.next().value] as const))
        same(read[n % read.length] ?? '')
      read.forEach(same)
    },
  )

  it('are decoded behind calls that nobody decodes', () => {
    const complaints = Array.from({ length: 40 }, (_, i) => `complaint ${i}`)
    textsIn(frameOf(complaints, 'Error'))
    textsIn(frameOf(messages)).forEach(same)
    textsIn(frameOf(complaints.slice(0, 3), 'Error'))
    textsIn(frameOf(messages)).forEach(same)
  })

  it('are not taken for others that are as long', () => {
    const message = (symbol: string) =>
      JSON.stringify({ DataType: 'R', Content: JSON.stringify(sample('R', { Symbol: symbol })) })
    textsIn(frameOf([message('SSI'), message('VND'), message('HPG')]))
    expect(decodeSsi(frame(message('HPG')))).toMatchObject([{ symbol: 'HPG' }])
    expect(decodeSsi(frame(message('VND')))).toMatchObject([{ symbol: 'VND' }])
    expect(decodeSsi(frame(message('SSI')))).toMatchObject([{ symbol: 'SSI' }])
  })

  it('are decoded where more wait than there is room for', () => {
    const kinds = Object.keys(samples)
    const texts = Array.from({ length: 3_000 }, (_, i) => {
      const kind = kinds[i % kinds.length] as keyof typeof samples
      return JSON.stringify({ DataType: kind, Content: JSON.stringify(sample(kind, { Isin: `ISIN${i}` })) })
    })
    const waiting: string[] = []
    for (let i = 0; i < texts.length; i += 7) waiting.push(...textsIn(frameOf(texts.slice(i, i + 7))))
    expect(waiting).toStrictEqual(texts)
    waiting.forEach(same)
  })

  it('are decoded where a frame between them is none', () => {
    const first = textsIn(frameOf(messages))
    expect(textsIn(Buffer.from(frameOf(messages).toString().slice(0, -4)))).toEqual([])
    const second = textsIn(frameOf(messages.toReversed()))
    first.forEach(same)
    second.forEach(same)
  })
})
