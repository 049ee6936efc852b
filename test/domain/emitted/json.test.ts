import { describe, expect, it } from 'vitest'
import { alertJson } from '../../../src/domain/emitted/alert.ts'
import { basisJson } from '../../../src/domain/emitted/basis.ts'
import { foreignJson } from '../../../src/domain/emitted/foreign-flow.ts'
import { indexJson } from '../../../src/domain/emitted/index-value.ts'
import { sessionJson } from '../../../src/domain/emitted/session.ts'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import { index } from '../../../src/testing/index.ts'
import { alert, basis, foreignFlow, session } from './outputs.ts'

const time = '2026-11-20T10:00:00+07:00'

describe('the JSON of', () => {
  it('a session has the parts beside the whole', () => {
    const { last_updated, mua_chu_dong_value, gap } = sessionJson(session)
    expect({ last_updated, mua_chu_dong_value }).toEqual({ last_updated: time, mua_chu_dong_value: 210 })
    expect(gap).toEqual({
      mua_chu_dong_volume: 6,
      ban_chu_dong_volume: 0,
      neutral_volume: 0,
      total_volume: 6,
      mua_chu_dong_value: 60,
      ban_chu_dong_value: 0,
      neutral_value: 0,
      total_value: 60,
    })
  })

  it('foreign flow says when', () => {
    expect(foreignJson(foreignFlow)).toMatchObject({ symbol: 'FPT', net_value: -2_000, last_updated: time })
  })

  it('an index is 0 of 0 while nothing moved', () => {
    expect(indexJson(index())).toMatchObject({ advance_ratio: 0, last_updated: time })
  })

  it('an index falls by as many percent as it rises', () => {
    const changed = (hundredths: number) =>
      indexJson(index({ value: priceOfHundredths(200_000 + hundredths), prior: priceOfHundredths(200_000) }))
    for (const hundredths of [10, 30, 250, 1_999]) {
      const { ratio_change: rise = NaN } = changed(hundredths)
      expect(changed(-hundredths)).toMatchObject({ change: -hundredths / 100, ratio_change: -rise })
      expect(rise).toBeGreaterThan(0)
    }
  })

  it('A26: a basis at par is neither premium nor discount', () => {
    expect(basisJson(basis)).toMatchObject({ timestamp: time, is_premium: false, state: 'discount' })
    expect(basisJson({ ...basis, state: 'premium' }).is_premium).toBe(true)
    expect(basisJson({ ...basis, state: 'par' }).is_premium).toBeNull()
  })

  it('A47: an alert has its direction in its data, and an id that a replay gives again', () => {
    expect(alertJson(alert)).toEqual({
      id: '7-price_breakout-FPT-ceiling',
      alert_type: 'price_breakout',
      severity: 'critical',
      symbol: 'FPT',
      message: 'FPT chạm trần',
      timestamp: time,
      data: { price: 107_000, direction: 'ceiling' },
    })
    expect(alertJson({ ...alert, direction: 'floor' }).id).not.toBe(alertJson(alert).id)
  })
})
