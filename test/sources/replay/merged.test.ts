import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../src/domain/frame.ts'
import { merged } from '../../../src/sources/replay/merged.ts'
import type { RecordingChunk } from '../../../src/sources/replay/recording-chunk.ts'
import { fc, test } from '../../property-tests.ts'

const frames = (name: string, times: readonly number[]): readonly Frame[] =>
  times.map((receivedTime, i) => ({ seq: i + 1, receivedTime, source: 'ssi', text: `${name}${i}` }))

async function* inChunks(all: readonly Frame[], size: number): AsyncGenerator<RecordingChunk> {
  for (let at = 0; at < all.length; at += size) {
    await Promise.resolve()
    yield { frames: all.slice(at, at + size), bytesRead: at + size }
  }
}

async function read(recordings: readonly (readonly Frame[])[], size: number): Promise<readonly Frame[]> {
  const all: Frame[] = []
  for await (const chunk of merged(recordings.map((one) => inChunks(one, size)))) all.push(...chunk.frames)
  return all
}

const names = (all: readonly Frame[]) => all.map(({ text }) => text).join(' ')

describe('merged', () => {
  it('goes by received time, then by the order of the recordings, then by the order in them', async () => {
    const all = await read([frames('a', [1, 3, 3, 9]), frames('b', [1, 2, 3]), frames('c', [])], 2)
    expect(names(all)).toBe('a0 b0 b1 a1 a2 b2 a3')
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('keeps the order of a recording whose clock was set back', async () => {
    expect(names(await read([frames('a', [5, 2, 6]), frames('b', [3, 5, 7])], 1))).toBe('b0 a0 a1 b1 a2 b2')
  })

  const times = fc.array(fc.nat(20), { maxLength: 30 })
  test.prop([fc.array(times, { maxLength: 4 }), fc.integer({ min: 1, max: 7 })])(
    'gives each frame once, each recording in its order, whatever the chunks',
    async (recordings, size) => {
      const parts = recordings.map((one, i) => frames(String.fromCharCode(97 + i), one))
      const all = await read(parts, size)
      expect(names(all)).toBe(names(await read(parts, 1_000)))
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => i + 1))
      for (const [i, part] of parts.entries())
        expect(names(all.filter(({ text }) => text.startsWith(String.fromCharCode(97 + i))))).toBe(
          names(part),
        )
    },
  )

  test.prop([
    fc.array(
      times.map((one) => one.toSorted((a, b) => a - b)),
      { maxLength: 4 },
    ),
  ])('is a stable sort by time where no clock was set back', async (recordings) => {
    const parts = recordings.map((one, i) => frames(`${i}.`, one))
    const sorted = parts.flat().toSorted((a, b) => a.receivedTime - b.receivedTime)
    expect(names(await read(parts, 3))).toBe(names(sorted))
  })
})
