import { describe, expect, it } from 'vitest'
import { activeBasis } from '../../operators/active-basis.ts'
import type { ActiveFuture, Basis } from '../../src/domain/outputs.ts'
import { at, price } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const stamp = { seq: 1, exchangeTime: at('10:00:00'), receivedTime: 0 }
const of = (symbol: string): Basis => ({
  kind: 'basis',
  ...stamp,
  symbol,
  futurePrice: price(1301),
  spotValue: price(1300),
  basis: 100,
  basisPercent: 0.0769,
  state: 'premium',
})
const active = (symbol: string): ActiveFuture => ({ kind: 'activeFuture', ...stamp, symbol })

describe('activeBasis', () => {
  operatorContract<Basis | ActiveFuture, Basis>({
    operator: activeBasis,
    source: '  -a-b-a-|',
    inputs: { a: of('41I1GC000'), b: active('41I1GC000') },
    expected: '-----x-|',
    outputs: { x: of('41I1GC000') },
  })

  it('A23: follows the change to another future', () => {
    const both = [of('41I1GC000'), of('41I1H1000')]
    const told = run([active('41I1GC000'), ...both, active('41I1H1000'), ...both], activeBasis())
    expect(told.map(({ symbol }) => symbol)).toEqual(['41I1GC000', '41I1H1000'])
  })
})
