import { describe, expect, it } from 'vitest'
import { stored } from './stored.ts'

describe('symbols', () => {
  const ask = stored()
  const told = (symbol: string, exchange: string, asset_type: string | null = null) => ({
    symbol,
    exchange,
    name: null,
    asset_type,
    is_active: true,
  })

  it('are those that traded, by name, each where it traded last', async () => {
    expect((await ask('symbols')).json).toEqual([
      told('41I1GC000', 'DERIVATIVES', 'future'),
      told('FPT', 'HOSE'),
      told('SHS', 'HNX'),
    ])
  })

  it('may be those of one exchange', async () => {
    expect((await ask('symbols?exchange=HNX')).json).toEqual([told('SHS', 'HNX')])
    expect((await ask('symbols?exchange=NYSE')).status).toBe(422)
  })

  it('are not told while the database is down', async () => {
    expect((await ask('symbols', true)).status).toBe(503)
  })
})
