import { describe, expect, it } from 'vitest'
import { sectorFlow, type SectorFlow } from '../../operators/sector-flow.ts'
import type { ForeignFlow } from '../../src/domain/outputs.ts'
import { sectorOf } from '../../src/market/sectors.ts'
import { at } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const flow = (some: Partial<ForeignFlow>): ForeignFlow => ({
  kind: 'foreignFlow',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  buyVolume: 0,
  sellVolume: 0,
  buyValue: 0,
  sellValue: 0,
  totalRoom: undefined,
  currentRoom: undefined,
  buySpeed: 0,
  sellSpeed: 0,
  buyAcceleration: 0,
  sellAcceleration: 0,
  rebased: false,
  ...some,
})
const seen = (some: Partial<SectorFlow>): SectorFlow => ({
  kind: 'sectorFlow',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  sector: 'Banks',
  buyVolume: 0,
  sellVolume: 0,
  buyValue: 0,
  sellValue: 0,
  netValue: 0,
  securities: 1,
  ...some,
})

describe('sectorFlow', () => {
  operatorContract<ForeignFlow, SectorFlow>({
    operator: sectorFlow,
    source: '  -a-b-c-|',
    inputs: {
      a: flow({ symbol: 'ACB', buyVolume: 10, buyValue: 1000 }),
      b: flow({ symbol: 'VCB', seq: 2, sellVolume: 5, sellValue: 3000 }),
      c: flow({ symbol: 'ACB', seq: 3, buyVolume: 30, buyValue: 4000 }),
    },
    expected: '-x-y-z-|',
    outputs: {
      x: seen({ buyVolume: 10, buyValue: 1000, netValue: 1000 }),
      y: seen({
        seq: 2,
        buyVolume: 10,
        buyValue: 1000,
        sellVolume: 5,
        sellValue: 3000,
        netValue: -2000,
        securities: 2,
      }),
      z: seen({
        seq: 3,
        buyVolume: 30,
        buyValue: 4000,
        sellVolume: 5,
        sellValue: 3000,
        netValue: 1000,
        securities: 2,
      }),
    },
  })

  it('A36: puts what no list places into a sector of its own', () => {
    const sectors = run([flow({ symbol: 'FPT' }), flow({ symbol: 'XYZ' })], sectorFlow())
    expect(sectors.map(({ sector }) => sector)).toEqual(['Technology', 'Other'])
  })

  it('tells of no decay, and of each security once at least', () => {
    expect(run([flow({}), flow({ buySpeed: 5 }), flow({ sellValue: 1 })], sectorFlow())).toHaveLength(2)
  })

  it('A01: begins again with a trading day, and leaves out what belongs to one that is over', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    const days = [flow({ buyValue: 5 }), flow({ buyValue: 2, exchangeTime }), flow({ buyValue: 9 })]
    expect(run(days, sectorFlow()).map(({ buyValue }) => buyValue)).toEqual([5, 2])
  })

  const flows = fc.array(
    fc.record({
      symbol: fc.constantFrom('ACB', 'VCB', 'FPT', 'XYZ'),
      buyVolume: fc.nat(1e6),
      sellVolume: fc.nat(1e6),
      buyValue: fc.nat(1e9),
      sellValue: fc.nat(1e9),
    }),
    { maxLength: 50 },
  )
  test.prop([flows])('is the sum of the newest totals of its securities', (given) => {
    const newest = new Map<string, SectorFlow>()
    for (const told of run(given.map(flow), sectorFlow())) newest.set(told.sector, told)
    for (const [sector, told] of newest) {
      const own = [...new Map(given.map((each) => [each.symbol, each])).values()].filter(
        ({ symbol }) => sectorOf(symbol) === sector,
      )
      for (const field of ['buyVolume', 'sellVolume', 'buyValue', 'sellValue'] as const) {
        expect(told[field]).toBe(own.reduce((sum, each) => sum + each[field], 0))
      }
      expect(told.netValue).toBe(told.buyValue - told.sellValue)
      expect(told.securities).toBe(own.length)
    }
  })
})
