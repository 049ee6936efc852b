import fc from 'fast-check'
import { expect, it } from 'vitest'
import { playedFrames } from '../../src/cli/played-frames.ts'

it('knows each frame once, in whatever order a recording is played, also one whose numbers have holes', () => {
  const recording = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 40 })
  const legs = fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 20 })), { maxLength: 25 })
  fc.assert(
    fc.property(recording, legs, (numbers, plays) => {
      const frames = [...numbers].sort((a, b) => a - b)
      const played = playedFrames()
      const known = new Set<number>()
      for (const [start, length] of plays) {
        played.jump()
        for (const seq of frames.slice(start, start + length)) {
          played.play(seq)
          expect([seq, played.isNew()]).toEqual([seq, !known.has(seq)])
          known.add(seq)
        }
      }
      expect(played.count()).toBe(known.size)
    }),
  )
})
