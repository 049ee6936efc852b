import { describe, expect, it } from 'vitest'
import { breakout } from '../../operators/breakout.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import { at, band, classifiedTrade, price } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const paid = (vnd: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ price: price(vnd), ...some })
const directions = (events: readonly ClassifiedEvent[]) =>
  run(events, breakout()).map(({ direction }) => direction)

const atCeiling: Alert = {
  kind: 'alert',
  seq: 5,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  alertType: 'price_breakout',
  severity: 'critical',
  message: 'FPT: traded at its ceiling, 107,000 VND',
  direction: 'ceiling',
  data: { price: 107_000, ceiling: 107_000, direction: 'ceiling' },
  lineage: {
    rule: { ceiling: 107_000, floor: 93_000 },
    state: { price: 107_000, price_before: 100_000 },
    evidence: [
      {
        seq: 2,
        exchangeTime: at('10:00:00'),
        what: 'limits',
        values: { ceiling: 107_000, floor: 93_000 },
      },
      { seq: 3, exchangeTime: at('10:00:00'), what: 'trade before', values: { price: 100_000 } },
      { seq: 5, exchangeTime: at('10:00:00'), what: 'trade', values: { price: 107_000, volume: 100 } },
    ],
  },
}

describe('breakout', () => {
  operatorContract<ClassifiedEvent, Alert>({
    operator: breakout,
    source: '  -l-a-c-c-|',
    inputs: { l: band({ seq: 2 }), a: paid(100_000, { seq: 3 }), c: paid(107_000, { seq: 5 }) },
    expected: '-----x---|',
    outputs: { x: atCeiling },
  })

  it('A43: alerts on getting there, and again only after leaving', () => {
    const day = [107_000, 107_000, 106_900, 107_000, 93_000, 93_000, 107_000]
    expect(directions([band(), ...day.map((vnd) => paid(vnd))])).toEqual([
      'ceiling',
      'ceiling',
      'floor',
      'ceiling',
    ])
  })

  it('A43: takes a trade that comes late for no leaving, and no return', () => {
    const late = { late: true }
    expect(directions([band(), paid(107_000), paid(106_000, late), paid(107_000)])).toEqual(['ceiling'])
    expect(directions([band(), paid(106_000), paid(107_000, late), paid(107_000)])).toEqual([
      'ceiling',
      'ceiling',
    ])
  })

  it('alerts beyond a limit, too, with the limit’s own name and number', () => {
    const [alert] = run([band(), paid(92_000)], breakout())
    expect(alert?.data).toEqual({ price: 92_000, floor: 93_000, direction: 'floor' })
    expect(alert?.message).toBe('FPT: traded at its floor, 93,000 VND')
  })

  it('goes by the limits it knows', () => {
    expect(directions([paid(107_000)])).toEqual([])
    expect(directions([band({ ceiling: undefined }), paid(200_000), paid(93_000)])).toEqual(['floor'])
    expect(directions([band(), band({ ceiling: price(110_000) }), paid(107_000)])).toEqual([])
  })

  it('A42: leaves agreed trades out, and takes auctions', () => {
    expect(
      directions([band(), paid(107_000, { phase: 'putThrough' }), paid(107_000, { phase: 'ato' })]),
    ).toEqual(['ceiling'])
  })

  it('A02: begins each trading day without limits', () => {
    const exchangeTime = at('09:20:00', '2026-11-23')
    expect(directions([band(), paid(107_000), paid(107_000, { exchangeTime })])).toEqual(['ceiling'])
    expect(
      directions([band(), paid(107_000), band({ exchangeTime }), paid(107_000, { exchangeTime })]),
    ).toHaveLength(2)
  })

  it('names points of futures', () => {
    const future = { symbol: '41I1GC000', venue: 'DERIVATIVES' } as const
    const events = [band({ ...future, ceiling: price(1285.4) }), paid(1285.4, future)]
    expect(run(events, breakout())[0]?.message).toBe('41I1GC000: traded at its ceiling, 1,285.4 points')
  })
})
