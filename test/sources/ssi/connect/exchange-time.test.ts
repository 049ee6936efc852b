import { describe, expect, it } from 'vitest'
import { exchangeTimeIn } from '../../../../src/sources/ssi/connect/exchange-time.ts'
import { broadcast, combined, samples, sample } from '../samples.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)

describe('exchangeTimeIn', () => {
  it.each(Object.keys(samples) as (keyof typeof samples)[])('finds the time in a %s', (kind) => {
    const content = sample(kind)
    const [day, month, year] = String(content['TradingDate']).split('/')
    const expected = at(`${year}-${month}-${day}T${String(content['Time'] ?? content['TradingTime'])}`)
    expect(exchangeTimeIn(broadcast(kind, content).text)).toBe(expected)
  })

  it('finds it in the combined message, and in content that is an object', () => {
    expect(exchangeTimeIn(broadcast('X', combined()).text)).toBeTypeOf('number')
    expect(
      exchangeTimeIn('{"DataType":"B","Content":{"TradingDate":"05/11/2025", "Time": "10:02:16"}}'),
    ).toBe(at('2025-11-05T10:02:16'))
  })

  it.each([
    '',
    'no JSON',
    '{"DataType":"B"}',
    '{"TradingDate":"99/99/2025","Time":"10:02:16"}',
    '{"TradingDate":"05/11/2025","Time":null}',
  ])('finds none in %j', (text) => {
    expect(exchangeTimeIn(text)).toBeUndefined()
  })
})
