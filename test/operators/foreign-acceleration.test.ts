import { describe, expect, it } from 'vitest'
import { foreignAcceleration } from '../../operators/foreign-acceleration.ts'
import type { Alert, ForeignFlow } from '../../src/domain/outputs.ts'
import { at } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const BN = 1e9

/** The net value, bn VND, so many seconds after 10:00. */
const net = (billions: number, second: number, some: Partial<ForeignFlow> = {}): ForeignFlow => ({
  kind: 'foreignFlow',
  seq: 1,
  exchangeTime: at('10:00:00') + second * 1000,
  receivedTime: 0,
  symbol: 'FPT',
  buyVolume: 0,
  sellVolume: 0,
  buyValue: 100 * BN + Math.round(billions * BN),
  sellValue: 100 * BN,
  totalRoom: undefined,
  currentRoom: undefined,
  buySpeed: 0,
  sellSpeed: 0,
  buyAcceleration: 0,
  sellAcceleration: 0,
  rebased: false,
  ...some,
})
const alerts = (flows: readonly ForeignFlow[]) => run(flows, foreignAcceleration())

describe('foreignAcceleration', () => {
  operatorContract<ForeignFlow, Alert>({
    operator: foreignAcceleration,
    source: '  -a-b-c-|',
    inputs: { a: net(2, 0), b: net(2.5, 299, { seq: 2 }), c: net(3.1234, 301, { seq: 3 }) },
    expected: '-----x-|',
    outputs: {
      x: {
        kind: 'alert',
        seq: 3,
        exchangeTime: at('10:05:01'),
        receivedTime: 0,
        symbol: 'FPT',
        alertType: 'foreign_acceleration',
        severity: 'warning',
        message:
          'FPT: foreigners are buying faster, their estimated net value went from 2 bn VND to 3.12 bn VND in 5 minutes (56.17 %)',
        direction: 'buying',
        data: { net_value: 3.1234 * BN, prev_value: 2 * BN, change_pct: 56.17, direction: 'buying' },
        lineage: {
          rule: { minutes: 5, change_pct: 30, least_value: BN },
          state: {
            net_value: 3.1234 * BN,
            prev_value: 2 * BN,
            change: 1.1234 * BN,
            buy_value: 103.1234 * BN,
            sell_value: 100 * BN,
            buy_volume: 0,
            sell_volume: 0,
          },
          evidence: [
            { seq: 1, exchangeTime: at('10:00:00'), what: 'net value', values: { net_value: 2 * BN } },
            { seq: 2, exchangeTime: at('10:04:59'), what: 'net value', values: { net_value: 2.5 * BN } },
            { seq: 3, exchangeTime: at('10:05:01'), what: 'net value', values: { net_value: 3.1234 * BN } },
          ],
        },
      },
    },
  })

  it('A45: fires however many messages came in the five minutes', () => {
    const busy = Array.from({ length: 3000 }, (_, i) => net(2 + i / 2000, i / 10))
    expect(alerts(busy)).toEqual([])
    expect(alerts([...busy, net(4, 300)])).toHaveLength(1)
  })

  it('compares with the newest value that is five minutes old, however long it stood', () => {
    expect(alerts([net(2, 0), net(10, 100), net(10, 399)])).toMatchObject([{ data: { prev_value: 2 * BN } }])
    expect(alerts([net(2, 0), net(10, 100), net(10, 400)])).toEqual([])
    expect(alerts([net(2, 0), net(10, 3600)])).toHaveLength(1)
    expect(alerts([net(2, 0), net(10, 299.999)])).toEqual([])
  })

  it('A46: needs 1 bn VND then, and 1 bn VND of change', () => {
    expect(alerts([net(0.999, 0), net(5, 300)])).toEqual([])
    expect(alerts([net(1, 0), net(1.999, 300)])).toEqual([])
    expect(alerts([net(1, 0), net(2, 300)])).toHaveLength(1)
  })

  it('needs more than 30 %', () => {
    expect(alerts([net(10, 0), net(13, 300)])).toEqual([])
    expect(alerts([net(10, 0), net(13.001, 300)])).toHaveLength(1)
  })

  it('A47: says in its data which way, whatever the sign', () => {
    const direction = (then: number, now: number) =>
      alerts([net(then, 0), net(now, 300)])[0]?.data['direction']
    expect(direction(2, 4)).toBe('buying')
    expect(direction(-4, -2)).toBe('buying')
    expect(direction(4, -2)).toBe('selling')
    expect(direction(-2, -4)).toBe('selling')
  })

  it('A10: begins a new history with a new baseline', () => {
    const again = net(9, 301, { rebased: true })
    expect(alerts([net(2, 0), again, net(9, 302)])).toEqual([])
    expect(alerts([net(2, 0), again, net(20, 601)])).toMatchObject([{ data: { prev_value: 9 * BN } }])
  })

  it('keeps securities apart', () => {
    expect(alerts([net(2, 0), net(9, 300, { symbol: 'ACB' })])).toEqual([])
  })

  const steps = fc.array(fc.record({ wait: fc.nat(200), billions: fc.integer({ min: -9, max: 9 }) }), {
    maxLength: 200,
  })
  test.prop([steps])('alerts exactly where a look at all earlier values would', (given) => {
    let second = 0
    const flows = given.map(({ wait, billions }) => net(billions, (second += wait)))
    const value = (flow: ForeignFlow) => flow.buyValue - flow.sellValue
    const expected = flows.filter((flow, i) => {
      const then = flows
        .slice(0, i + 1)
        .findLast((other) => other.exchangeTime <= flow.exchangeTime - 300_000)
      if (!then) return false
      const change = Math.abs(value(flow) - value(then))
      return Math.abs(value(then)) >= BN && change >= BN && change > 0.3 * Math.abs(value(then))
    })
    expect(alerts(flows).map(({ exchangeTime }) => exchangeTime)).toEqual(
      expected.map(({ exchangeTime }) => exchangeTime),
    )
  })
})
