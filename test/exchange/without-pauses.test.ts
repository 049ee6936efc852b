import { expect, it } from 'vitest'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { withoutPauses } from '../../src/exchange/without-pauses.ts'
import { instantOf, isoIct } from '../../src/domain/time.ts'

const SECOND = 1_000
const hours = (text: string) => {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return (hour * 60 + minute) * 60 * SECOND
}
const at = (time: string, date = '2026-11-20') => instantOf(date, hours(time))
const open = (time: string) =>
  withoutPauses(simulatedExchange({ seed: 1, date: '2026-11-20', symbols: 40, startAt: hours(time) }))

it('jumps over lunch', () => {
  const exchange = open('11:29')
  exchange.advance(at('11:29') + 30 * SECOND)
  const told = exchange.advance(at('11:30') + 30 * SECOND)
  expect(told.map(({ time }) => isoIct(time)).at(-1)).toMatch(/T13:00/)
  const afternoon = exchange.advance(at('11:30') + 40 * SECOND)
  expect(afternoon.some(({ kind }) => kind === 'trade')).toBe(true)
})

it('jumps over the night and the weekend to the next pre-open auction', () => {
  const exchange = open('14:59')
  exchange.advance(at('15:00') + SECOND)
  exchange.advance(at('15:00') + 2 * SECOND)
  expect(exchange.date).toBe('2026-11-23')
})

it('leaves a moving market alone', () => {
  const plain = simulatedExchange({ seed: 1, date: '2026-11-20', symbols: 40, startAt: hours('10:00') })
  expect(open('10:00').advance(at('10:01'))).toEqual(plain.advance(at('10:01')))
})
