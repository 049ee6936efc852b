import { describe, expect, it } from 'vitest'
import { grouped, subscribe, subscribeFrame } from '../../../../src/sources/ssi3/connect/subscribing.ts'
import { fc, test } from '../../../property-tests.ts'

const topic = fc
  .tuple(fc.constantFrom('trade', 'quote', 'trade.index', 'market'), fc.stringMatching(/^[A-Z0-9]{2,12}$/))
  .map(([type, code]) => `${type}.${code}`)

describe('grouped', () => {
  test.prop([fc.array(topic, { maxLength: 2000 })])(
    'puts each topic into one frame of at most 4,000 bytes',
    (topics) => {
      const groups = grouped(topics)
      expect(groups.flat()).toEqual(topics)
      for (const group of groups) {
        expect(group.length).toBeGreaterThan(0)
        expect(Buffer.byteLength(subscribeFrame(group))).toBeLessThanOrEqual(4000)
      }
      // No two neighbours would have gone into one.
      for (const [i, group] of groups.entries()) {
        const next = groups[i + 1]?.[0]
        if (next !== undefined)
          expect(Buffer.byteLength(subscribeFrame([...group, next]))).toBeGreaterThan(3998)
      }
    },
  )

  it('makes of 2,000 topics as few frames as SSI’s limit allows', () => {
    expect(grouped(Array.from({ length: 329 }, () => 'trade.SSI')).length).toBe(1 + 0)
    expect(grouped([])).toEqual([])
  })
})

describe('subscribe', () => {
  test.prop([fc.uniqueArray(topic, { maxLength: 300 }), fc.func(fc.integer({ min: 0, max: 5 }))])(
    'finds exactly the topics that are refused',
    async (topics, isBad) => {
      const bad = new Set(topics.filter((text) => isBad(text) === 0))
      const outcome = await subscribe(topics, (frame) => {
        const asked = (JSON.parse(frame) as { topics: string[] }).topics
        return Promise.resolve({ isOk: !asked.some((text) => bad.has(text)), message: 'Invalid' })
      })
      expect(new Set(outcome.refused.map((refused) => refused.topic))).toEqual(bad)
      expect(outcome.accepted).toEqual(topics.filter((text) => !bad.has(text)))
      expect(outcome.unanswered).toEqual([])
    },
  )

  it('tells what nobody answered', async () => {
    expect(await subscribe(['trade.FPT'], () => Promise.resolve(undefined))).toEqual({
      accepted: [],
      refused: [],
      unanswered: ['trade.FPT'],
    })
  })
})
