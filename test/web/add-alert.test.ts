import { describe, expect, it } from 'vitest'
import { addAlert } from '../../web/src/model/add-alert.ts'
import { alertTypeName, alertTypes } from '../../web/src/model/alert-types.ts'
import { alert, at } from './fixtures.ts'

const ids = (...alerts: Parameters<typeof addAlert>[1][]) => alerts.reduce(addAlert, []).map(({ id }) => id)

describe('addAlert', () => {
  it('puts the newest first, however they come', () => {
    expect(ids(alert(1), alert(2), alert(3))).toEqual(['3', '2', '1'])
    expect(ids(alert(3), alert(1), alert(2))).toEqual(['3', '2', '1'])
  })

  it('puts the one that came last first among those of the same time', () => {
    expect(ids(alert(1), { ...alert(2), timestamp: at(50, 1) })).toEqual(['2', '1'])
  })

  it('keeps two hundred', () => {
    const many = Array.from({ length: 205 }, (_, id) => ({ ...alert(id), timestamp: at(0, id) }))
    const kept = ids(...many)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, '204', '5'])
    expect(ids(...many, { ...alert(0), id: 'old', timestamp: at(-10) })).not.toContain('old')
  })
})

it('names the kinds of alert, and one it does not know by its own name', () => {
  expect(alertTypes.map(alertTypeName)).toEqual(['Spike', 'Breakout', 'Foreign', 'Basis', 'Rule'])
  expect(alertTypeName('order_imbalance')).toBe('order imbalance')
})
