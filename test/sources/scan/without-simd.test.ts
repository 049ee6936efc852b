import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { samples } from '../ssi/samples.ts'

const MODULE = '../../../src/sources/scan/scanner-module.ts'
const HUB = 'FcMarketDataV2Hub'

/** All that scans, with a module that cannot be made, as on a processor without SIMD. */
async function loaded() {
  vi.resetModules()
  vi.doMock(MODULE, () => ({ SCANNER: Buffer.from('no module') }))
  return {
    ...(await import('../../../src/sources/scan/scanner.ts')),
    ...(await import('../../../src/sources/signalr/classic/classic-frame.ts')),
    ...(await import('../../../src/sources/signalr/classic/parse-frame.ts')),
    ...(await import('../../../src/sources/ssi3/decode.ts')),
    ...(await import('../../../src/sources/ssi3/scan/scan-message.ts')),
    ...(await import('../ssi/fuzzed.ts')),
  }
}

describe('where nothing can be read several bytes at once', () => {
  let own: Awaited<ReturnType<typeof loaded>>

  beforeAll(async () => {
    own = await loaded()
  })

  // Files of a worker share their modules.
  afterAll(() => {
    vi.doUnmock(MODULE)
    vi.resetModules()
  })

  it('no string is unescaped', () => {
    expect(own.unescapeTo(0, 0)).toBe(-1)
  })

  it('messages are scanned all the same, one pair behind the other', () => {
    const { scanned, differences } = own.fuzz(5, 3_000)
    expect(differences).toEqual([])
    expect(scanned).toBeGreaterThan(1_000)
  })

  it('frames of a hub are left to JSON.parse', () => {
    const texts = Object.entries(samples).map(([kind, content]) =>
      JSON.stringify({ DataType: kind, Content: content }),
    )
    const text = JSON.stringify({ C: 'd', M: texts.map((one) => ({ H: HUB, M: 'Broadcast', A: [one] })) })
    expect(own.classicFrame(Buffer.from(text), HUB)).toStrictEqual(own.parseFrame(text, HUB))
  })

  it('messages of version 3 are scanned all the same', () => {
    const text =
      '{"channel":"DATA","topic":"room.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","tr":"5","cr":"4","bq":"1","bv":"2","sq":"3","sv":"4"}}'
    expect(own.scanMessage(text)).toBeDefined()
    const events = own.decodeSsi3({ seq: 1, receivedTime: 0, source: 'ssi3', text })
    expect(events).toMatchObject([{ kind: 'foreign', symbol: 'FPT', totalRoom: 5, sellValue: 4 }])
  })
})
