import { describe, expect, it } from 'vitest'
import { readFrame } from '../../client/read-frame.ts'
import { fc, test } from '../property-tests.ts'

const time = '2026-11-20T10:00:00.000+07:00'
const of = { channel: 'market', seq: 1, time }
const feed = { connected: true, stale: false, source: 'exchange', simulated: true }

describe('readFrame', () => {
  it.each([
    { type: 'snapshot', ...of, feed, data: null },
    { type: 'delta', ...of, data: {} },
    { type: 'event', ...of, data: [1] },
    { type: 'loss', ...of, data: { missing: 2 } },
    { type: 'status', time, data: feed },
  ])('reads $type', (frame) => {
    expect(readFrame(JSON.stringify(frame))).toEqual(frame)
  })

  it('tells what the server did not grant', () => {
    const raw = JSON.stringify({ type: 'error', time, data: { message: 'No.', allowed: 'market' } })
    expect(readFrame(raw)).toEqual({ kind: 'rejected', reason: 'No. market', raw })
  })

  it.each([
    ['{"a":', 'not JSON'],
    ['', 'not JSON'],
    ['null', 'not a frame'],
    ['[]', 'not a frame'],
    ['{"type":"toString","data":{}}', 'not a frame'],
    ['{"type":"snapshot","channel":"market","data":{}}', 'not a frame'],
    ['{"type":"snapshot","channel":"market","seq":1,"data":{}}', 'not a frame'],
    ['{"type":"snapshot","channel":"market","seq":1,"feed":{},"data":{}}', 'not a frame'],
    ['{"type":"delta","channel":"market","seq":1,"data":null}', 'not a frame'],
    ['{"type":"loss","channel":"market","seq":1}', 'not a frame'],
    ['{"type":"status","data":{}}', 'not a frame'],
    ['{"type":"error"}', 'not a frame'],
  ])('rejects %j', (raw, reason) => {
    expect(readFrame(raw)).toEqual({ kind: 'rejected', reason, raw })
  })

  test.prop([fc.oneof(fc.string(), fc.json())])('never throws', (raw) => {
    expect(readFrame(raw)).toBeDefined()
  })
})
