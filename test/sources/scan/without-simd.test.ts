import { describe, expect, it, vi } from 'vitest'
import { classicFrame } from '../../../src/sources/signalr/classic/classic-frame.ts'
import { parseFrame } from '../../../src/sources/signalr/classic/parse-frame.ts'
import { decodeSsi3 } from '../../../src/sources/ssi3/decode.ts'
import { scanMessage as scanMessage3 } from '../../../src/sources/ssi3/scan/scan-message.ts'
import { fuzz } from '../ssi/fuzzed.ts'
import { samples } from '../ssi/samples.ts'

// A module that cannot be made, as on a processor without SIMD.
vi.mock('../../../src/sources/scan/scanner-module.ts', () => ({ SCANNER: Buffer.from('no module') }))

const HUB = 'FcMarketDataV2Hub'

describe('where nothing can be read several bytes at once', () => {
  it('messages are scanned all the same, one pair behind the other', () => {
    const { scanned, differences } = fuzz(5, 3_000)
    expect(differences).toEqual([])
    expect(scanned).toBeGreaterThan(1_000)
  })

  it('frames of a hub are left to JSON.parse', () => {
    const texts = Object.entries(samples).map(([kind, content]) =>
      JSON.stringify({ DataType: kind, Content: content }),
    )
    const text = JSON.stringify({ C: 'd', M: texts.map((one) => ({ H: HUB, M: 'Broadcast', A: [one] })) })
    expect(classicFrame(Buffer.from(text), HUB)).toStrictEqual(parseFrame(text, HUB))
  })

  it('messages of version 3 are scanned all the same', () => {
    const text =
      '{"channel":"DATA","topic":"room.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","tr":"5","cr":"4","bq":"1","bv":"2","sq":"3","sv":"4"}}'
    expect(scanMessage3(text)).toBeDefined()
    const events = decodeSsi3({ seq: 1, receivedTime: 0, source: 'ssi3', text })
    expect(events).toMatchObject([{ kind: 'foreign', symbol: 'FPT', totalRoom: 5, sellValue: 4 }])
  })
})
