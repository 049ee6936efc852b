import { describe, expect, it } from 'vitest'
import { activeContract } from '../../operators/active-contract.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, gap } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const NOV = '41I1GB000'
const DEC = '41I1GC000'
const JAN = '41I1H1000'
const traded = (symbol: string, volume: number, date = '2026-11-18') =>
  classifiedTrade({ symbol, venue: 'DERIVATIVES', volume, exchangeTime: at('10:00:00', date) })
const actives = (events: readonly ClassifiedEvent[], operator = activeContract()) => run(events, operator)

describe('activeContract', () => {
  operatorContract<ClassifiedEvent, string>({
    operator: activeContract,
    source: '  -a-b-c-|',
    inputs: { a: traded(NOV, 1000), b: traded(DEC, 1100), c: traded(DEC, 1) },
    expected: '-x---y-|',
    outputs: { x: NOV, y: DEC },
  })

  it('A27: counts what was traded before the start, and what was lost', () => {
    const missing = gap({ symbol: NOV, missingVolume: 50_000, exchangeTime: at('10:00:00', '2026-11-18') })
    expect(actives([missing, traded(DEC, 20_000)])).toEqual([NOV])
  })

  it('A27: takes the contract that ends first while little was traded', () => {
    expect(actives([traded(JAN, 900), traded(DEC, 1), traded(NOV, 1), traded(JAN, 1)])).toEqual([
      JAN,
      DEC,
      NOV,
    ])
    expect(actives([traded(JAN, 1000), traded(DEC, 900)])).toEqual([JAN])
  })

  it('A27: takes the one that is traded clearly more, though one that ends first is hardly traded', () => {
    const day = [traded(NOV, 40), traded(DEC, 999), traded(DEC, 1), traded(NOV, 1), traded(DEC, 5000)]
    expect(actives(day)).toEqual([NOV, DEC])
  })

  it('A27: keeps the active contract until another one has clearly more', () => {
    expect(actives([traded(NOV, 10_000), traded(DEC, 11_000)])).toEqual([NOV])
    expect(actives([traded(NOV, 10_000), traded(DEC, 11_001), traded(NOV, 1100)])).toEqual([NOV, DEC])
  })

  it('keeps it over night, until it has ended', () => {
    const monday = '2026-11-23'
    expect(actives([traded(DEC, 5000), traded(JAN, 900, monday)])).toEqual([DEC])
    // November's contract ends on Thursday the 19th.
    expect(actives([traded(NOV, 5000), traded(DEC, 1, '2026-11-19')])).toEqual([NOV])
    expect(actives([traded(NOV, 5000), traded(DEC, 1, '2026-11-20')])).toEqual([NOV, DEC])
    const after = [traded(JAN, 1, '2026-11-20'), traded(DEC, 1, '2026-11-20')]
    expect(actives([traded(NOV, 5000), ...after])).toEqual([NOV, JAN, DEC])
  })

  it('begins to count again with the day, and with a new count of the feed', () => {
    const monday = '2026-11-23'
    expect(
      actives([traded(DEC, 5000), traded(JAN, 4000), traded(DEC, 1, monday), traded(JAN, 1200, monday)]),
    ).toEqual([DEC, JAN])
    const anew = { ...traded(NOV, 10), restart: true }
    expect(actives([traded(NOV, 5000), anew, traded(DEC, 1200)])).toEqual([NOV, DEC])
  })

  it('A31: chooses among the contracts it is given', () => {
    expect(
      actives([traded(NOV, 9000), traded(JAN, 1), traded(DEC, 1)], activeContract({ only: [DEC, JAN] })),
    ).toEqual([JAN, DEC])
  })

  it('A30, A31: knows the contracts it is given by either code', () => {
    const day = [traded(NOV, 9000), traded(DEC, 1)]
    expect(actives(day, activeContract({ only: ['VN30F2612'] }))).toEqual([DEC])
    const old = [traded('VN30F2611', 9000), traded('VN30F2612', 1)]
    expect(actives(old, activeContract({ only: [DEC] }))).toEqual(['VN30F2612'])
  })

  it('knows rolling labels, in their order, and futures of its index only', () => {
    expect(actives([traded('VN30F2M', 1), traded('VN30F1M', 1), traded('VN30F1Q', 1)])).toEqual([
      'VN30F2M',
      'VN30F1M',
    ])
    expect(actives(['FPT', '41I2GC000', 'GB05F2512'].map((symbol) => traded(symbol, 9000)))).toEqual([])
  })
})
