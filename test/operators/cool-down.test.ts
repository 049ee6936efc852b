import { describe, expect, it } from 'vitest'
import { coolDown } from '../../operators/cool-down.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import { at } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const alert = (second: number, some: Partial<Alert> = {}): Alert => ({
  kind: 'alert',
  seq: 1,
  exchangeTime: at('10:00:00') + second * 1000,
  receivedTime: 0,
  symbol: 'FPT',
  alertType: 'price_breakout',
  severity: 'critical',
  message: '',
  direction: 'ceiling',
  data: {},
  ...some,
})
const accepted = (alerts: readonly Alert[], operator = coolDown()) =>
  run(alerts, operator).map(({ exchangeTime }) => (exchangeTime - at('10:00:00')) / 1000)

describe('coolDown', () => {
  operatorContract<Alert, Alert>({
    operator: coolDown,
    source: '  -a-b-c-|',
    inputs: { a: alert(0), b: alert(30), c: alert(60) },
    expected: '-a---c-|',
    outputs: { a: alert(0), c: alert(60) },
  })

  it('A49: measures exchange time, from the last alert that was let through, and lets one through at the very end', () => {
    expect(accepted([0, 59, 60, 119, 120.001].map((second) => alert(second)))).toEqual([0, 60, 120.001])
    expect(accepted([alert(0), alert(59.999), alert(90)])).toEqual([0, 90])
  })

  it('A44: hides no event of another direction, type or security', () => {
    const others = [
      alert(1, { direction: 'floor' }),
      alert(2, { symbol: 'ACB' }),
      alert(3, { alertType: 'volume_spike' }),
    ]
    expect(accepted([alert(0), ...others, alert(4)])).toEqual([0, 1, 2, 3])
  })

  it('lasts as long as it is told to', () => {
    expect(accepted([alert(0), alert(4), alert(5)], coolDown({ ms: 5000 }))).toEqual([0, 5])
  })
})
