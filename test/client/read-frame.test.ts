import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { readFrame } from '../../client/read-frame.ts'
import { shapes } from '../../client/shapes.ts'
import { alert, snapshot, status } from './fixtures.ts'

describe('readFrame', () => {
  it('reads a value of the channel', () => {
    expect(readFrame(JSON.stringify(snapshot(25_800)), shapes.market)).toEqual({
      kind: 'value',
      value: snapshot(25_800),
    })
    expect(readFrame(JSON.stringify(alert(1)), shapes.alert)).toEqual({ kind: 'value', value: alert(1) })
  })

  it('reads a status and a loss on any channel', () => {
    expect(readFrame(JSON.stringify(status), shapes.alert)).toEqual({ kind: 'status', status })
    expect(readFrame('{"type":"loss","channel":"alerts","missing":3}', shapes.alert)).toEqual({
      kind: 'loss',
      missing: 3,
    })
  })

  it.each([
    ['{"a":', 'not JSON'],
    ['', 'not JSON'],
    ['null', 'not what this channel carries'],
    ['[]', 'not what this channel carries'],
    ['{"quotes":{},"prices":{}}', 'not what this channel carries'],
    ['{"type":"status","connected":true}', 'not what this channel carries'],
  ])('rejects %j', (raw, reason) => {
    expect(readFrame(raw, shapes.market)).toEqual({ kind: 'rejected', reason, raw })
  })

  it('knows each shape from the others', () => {
    const index = { VN30: { index_id: 'VN30', value: 1_285.4 } }
    const foreign = { total_net_value: 1, top_buy: [], top_sell: [] }
    expect(shapes.index(index)).toBe(true)
    expect(shapes.index({ VN30: { value: 1 } })).toBe(false)
    expect(shapes.foreign(foreign)).toBe(true)
    expect(shapes.foreign({ ...foreign, top_buy: {} })).toBe(false)
    expect(shapes.alerts([alert(1), alert(2)])).toBe(true)
    expect(shapes.alerts([alert(1), null])).toBe(false)
    expect(shapes.basisTrend([{ timestamp: '2026-11-20T10:00:00+07:00', basis: -1.2 }])).toBe(true)
    expect(shapes.basisTrend([{ timestamp: '2026-11-20T10:00:00+07:00' }])).toBe(false)
  })

  test.prop([fc.oneof(fc.string(), fc.json())])('never throws', (raw) => {
    expect(['value', 'status', 'loss', 'rejected']).toContain(readFrame(raw, shapes.market).kind)
  })
})
