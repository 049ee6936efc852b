import { describe, expect, it } from 'vitest'
import { decodeSsi3Rest } from '../../../src/sources/ssi3/decode-rest.ts'
import { frame } from './samples.ts'

const told = (content: object) => decodeSsi3Rest(frame(JSON.stringify(content), 'ssi3-rest'))
const securities = (body: unknown, more: object = {}) =>
  told({ endpoint: 'securitiesByBoard', body, ...more })
const masterdata = (body: unknown) => told({ endpoint: 'masterdata', body })
const unstamped = { seq: 7, exchangeTime: 0, receivedTime: 1_795_154_708_000 }

const row = (symbol: string, board: string, more: object = {}) => ({
  symbol,
  board,
  index: '',
  symbolNameVi: `Công ty ${symbol}`,
  symbolNameEn: symbol,
  lotSize: '100',
  cwUnderlyingSymbol: '',
  iIndex: '',
  iNav: '',
  ...more,
})

describe('a list of securities', () => {
  it('has the venue, the kind and the name of each', () => {
    const body = [
      row('fpt', 'HOSE'),
      row('41I1GC000', 'DERIVATIVES', { symbolNameVi: 'VN30F 12/2026' }),
      row('VN30F2608', 'DER'),
      row('CFPT2501', 'HOSE', { cwUnderlyingSymbol: 'FPT' }),
      row('FUEVFVND', 'HOSE', { iNav: '25,311.5' }),
      row('E1VFVN30', 'HOSE', { iNav: '0', iIndex: '25311.5' }),
      row('CEO', 'HNX', { symbolNameVi: '', iNav: '0' }),
    ]
    expect(securities(body)).toMatchObject([
      {
        kind: 'securities',
        ...unstamped,
        securities: [
          { symbol: 'FPT', venue: 'HOSE', instrument: 'stock', name: 'Công ty fpt' },
          { symbol: '41I1GC000', venue: 'DERIVATIVES', instrument: 'future', name: 'VN30F 12/2026' },
          { symbol: 'VN30F2608', venue: 'DERIVATIVES', instrument: 'future' },
          { symbol: 'CFPT2501', venue: 'HOSE', instrument: 'warrant' },
          { symbol: 'FUEVFVND', venue: 'HOSE', instrument: 'etf' },
          { symbol: 'E1VFVN30', venue: 'HOSE', instrument: 'etf' },
          { symbol: 'CEO', venue: 'HNX', instrument: 'stock', name: 'CEO' },
        ],
      },
    ])
  })

  it('may be wrapped', () => {
    expect(securities({ data: [row('FPT', 'HOSE')] })).toEqual(securities([row('FPT', 'HOSE')]))
  })

  it('leaves out a row that it cannot read, and says so', () => {
    expect(securities([row('FPT', 'HOSE'), row('IBM', 'NYSE'), row('?', 'HOSE')])).toMatchObject([
      { kind: 'securities', securities: [{ symbol: 'FPT' }] },
      {
        kind: 'rejected',
        reason: '2 securities left out: board is "NYSE", expected HOSE, HNX, UPCOM or DERIVATIVES',
      },
    ])
    expect(securities([row('?', 'HOSE')])).toMatchObject([{ kind: 'rejected' }])
  })
})

describe('the members of an index', () => {
  it('are those of the index beside them', () => {
    expect(securities([row('FPT', 'HOSE'), row('SSI', 'HOSE')], { index: 'vn30' })).toEqual([
      { kind: 'members', ...unstamped, indexId: 'VN30', symbols: ['FPT', 'SSI'] },
    ])
  })
})

describe('masterdata', () => {
  const limit = (symbol: string, tradingDate: string, more: object = {}) => ({
    symbol,
    board: 'HOSE',
    tradingDate,
    ceiling: '105,300',
    floor: '91700.0',
    refPrice: 98_500,
    ...more,
  })
  const begin = Date.parse('2026-11-20T08:30:00+07:00')

  it('gives the limits of the newest day, from the beginning of that day on', () => {
    const body = [
      limit('FPT', '2026/11/19', { ceiling: '1' }),
      limit('FPT', '2026/11/20'),
      limit('SSI', '2026/11/20 00:00:00', { board: undefined, exchange: 'HNX', floor: '' }),
      limit('41I1GC000', '2026/11/20', { board: '', refPrice: '1911.4', ceiling: '2045.1', floor: '0' }),
    ]
    const stamp = { kind: 'band', seq: 7, exchangeTime: begin, receivedTime: unstamped.receivedTime }
    expect(masterdata(body)).toEqual([
      { ...stamp, symbol: 'FPT', venue: 'HOSE', reference: 9_850_000, ceiling: 10_530_000, floor: 9_170_000 },
      { ...stamp, symbol: 'SSI', venue: 'HNX', reference: 9_850_000, ceiling: 10_530_000, floor: undefined },
      {
        ...stamp,
        symbol: '41I1GC000',
        venue: undefined,
        reference: 191_140,
        ceiling: 204_510,
        floor: undefined,
      },
    ])
  })

  it('leaves out a row that it cannot read, and says so', () => {
    expect(
      masterdata([limit('FPT', '2026/11/20'), limit('SSI', '2026/11/20', { floor: 'none' })]),
    ).toMatchObject([
      { kind: 'band', symbol: 'FPT' },
      { kind: 'rejected', reason: '1 limits left out: floor is "none", expected a number' },
    ])
    expect(masterdata([limit('FPT', '2026/13/20')])).toMatchObject([
      { reason: '1 limits left out: tradingDate is "2026/13/20", expected a date like 2026/11/20' },
    ])
    expect(masterdata([limit('FPT', 'soon')])).toMatchObject([{ kind: 'rejected' }])
  })
})

describe('ohlc', () => {
  const minute = (time: string, more: object = {}) => ({
    symbol: 'FPT',
    tradingDate: `2026/11/20 ${time}`,
    open: '98400',
    high: '98,600',
    low: '98400.0',
    close: 98_500,
    volume: '51200',
    value: '5043200000',
    ...more,
  })
  const bar = (time: string) => {
    const start = Date.parse(`2026-11-20T${time}+07:00`)
    return {
      kind: 'minuteBar',
      seq: 7,
      exchangeTime: start,
      receivedTime: unstamped.receivedTime,
      symbol: 'FPT',
      start,
      open: 9_840_000,
      high: 9_860_000,
      low: 9_840_000,
      close: 9_850_000,
      volume: 51_200,
    }
  }

  it('gives the minutes, oldest first', () => {
    const body = [minute('13:06:00'), minute('13:05:00')]
    expect(told({ endpoint: 'ohlc', symbol: 'FPT', timeFrame: '1m', body })).toEqual([
      bar('13:05:00'),
      bar('13:06:00'),
    ])
  })

  it.each([
    ['a minute without a price, as in the auctions of futures', { open: '0', low: '0' }, 'open is missing'],
    ['a price beyond the highest', { high: '98400' }, 'high is "98400", expected no price below'],
    ['a price beyond the lowest', { low: '98450' }, 'low is "98450", expected no price above'],
    ['no volume', { volume: '' }, 'volume is missing, expected a whole number'],
    ['a day', { tradingDate: '2026/11/20' }, 'tradingDate is "2026/11/20", expected a time'],
  ])('leaves out %s, and says so', (_, more, reason) => {
    const [known, rejected] = told({ endpoint: 'ohlc', body: [minute('13:05:00'), minute('13:06:00', more)] })
    expect(known).toEqual(bar('13:05:00'))
    expect(rejected).toMatchObject({
      reason: expect.stringContaining(`1 minutes left out: ${reason}`) as string,
    })
  })
})

describe('another answer is rejected', () => {
  it.each([
    ['no list', { endpoint: 'securitiesByBoard', body: [] }, 'body is [], expected rows'],
    ['an error', { endpoint: 'masterdata', body: { code: 204 } }, 'body is {"code":204}, expected rows'],
    ['another list', { endpoint: 'indexList', body: [{}] }, 'endpoint is "indexList", expected'],
  ])('%s', (_, content, reason) => {
    const [event] = told(content)
    expect(event?.kind === 'rejected' && event.reason).toContain(reason)
  })
})
