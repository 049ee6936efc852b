import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { priceTone } from '../../web/src/model/price-tone.ts'
import { fc, test } from '../property-tests.ts'

const limits = { ceiling: 26_750, floor: 23_250, reference: 25_000 }

describe('priceTone', () => {
  it('is that of the price against the limits', () => {
    const tones = [26_750, 26_700, 25_000, 24_950, 23_250].map((price) => priceTone(price, limits))
    expect(tones).toEqual(['ceiling', 'up', 'reference', 'down', 'floor'])
  })

  it("A37: is shown in the exchange's colours, up in green and down in red", () => {
    const css = readFileSync(new URL('../../web/src/style/tokens.css', import.meta.url), 'utf8')
    const colours = ['ceiling', 'up', 'reference', 'down', 'floor'].map((tone) => {
      const [, r = '', g = '', b = ''] = new RegExp(`--${tone}: #(..)(..)(..);`).exec(css) ?? []
      return [r, g, b].map((part) => (Number.parseInt(part, 16) > 160 ? '+' : '-')).join('')
    })
    // Purple, green, yellow, red, cyan: which of red, green and blue are strong.
    expect(colours).toEqual(['+-+', '-+-', '++-', '+--', '-++'])
  })

  it('asks for ceiling and floor before the reference', () => {
    expect(priceTone(1_000, { ceiling: 1_000, floor: 900, reference: 1_000 })).toBe('ceiling')
    expect(priceTone(1_000, { ceiling: 1_100, floor: 1_000, reference: 1_000 })).toBe('floor')
  })

  it('is none without a price, and without a reference unless it is a limit', () => {
    const unknown = { ceiling: undefined, floor: undefined, reference: undefined }
    expect(priceTone(undefined, limits)).toBe('none')
    expect(priceTone(undefined, unknown)).toBe('none')
    expect(priceTone(25_000, unknown)).toBe('none')
    expect(priceTone(26_750, { ...unknown, ceiling: 26_750 })).toBe('ceiling')
  })

  test.prop([fc.integer({ min: 1, max: 50_000 })])('never calls a price below the reference up', (price) => {
    const tone = priceTone(price, limits)
    expect(['up', 'ceiling'].includes(tone)).toBe(price > 25_000)
    expect(tone === 'reference').toBe(price === 25_000)
  })
})
