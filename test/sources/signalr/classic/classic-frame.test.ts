import { describe, expect, it } from 'vitest'
import { classicFrame } from '../../../../src/sources/signalr/classic/classic-frame.ts'
import { fc, test } from '../../../property-tests.ts'

const HUB = 'FcMarketDataV2Hub'
const nothing = {
  isInit: false,
  wantsReconnect: false,
  messageId: undefined,
  groupsToken: undefined,
  answer: undefined,
  failure: undefined,
  invocations: [],
}

describe('classicFrame', () => {
  it.each([
    ['keep-alive', '{}', {}],
    ['init', '{"C":"d-9F00-B,0|C,0","S":1,"M":[]}', { isInit: true, messageId: 'd-9F00-B,0|C,0' }],
    ['result of nothing', '{"I":"0"}', { answer: { id: '0', result: undefined, error: undefined } }],
    ['numbered result', '{"R":5,"I":0}', { answer: { id: '0', result: 5, error: undefined } }],
    ['hub state', '{"I":"3","S":{"a":1}}', { answer: { id: '3', result: undefined, error: undefined } }],
    [
      'failed call with a stack trace',
      '{"I":"1","E":"no","H":true,"D":{"a":1},"T":"stack"}',
      { answer: { id: '1', result: undefined, error: 'no' } },
    ],
    ['end', '{"E":"all over"}', { failure: 'all over' }],
    ['farewell', '{"C":"d-1","T":1,"M":[]}', { messageId: 'd-1', wantsReconnect: true }],
    ['groups token', '{"C":"d-2","G":"Zz+","M":[]}', { messageId: 'd-2', groupsToken: 'Zz+' }],
    ['progress', '{"P":{"I":"P|3","D":1}}', {}],
    ['long-poll delay', '{"C":"d-3","L":500,"M":[]}', { messageId: 'd-3' }],
    [
      'batch of calls',
      '{"C":"c","M":[{"H":"fcmarketdatav2hub","M":"Broadcast","A":["one"]},{"H":"FcMarketDataV2Hub","M":"ERROR","A":["x",2]},{"H":"FcMarketDataV2Hub","M":"Disconnected"}]}',
      {
        messageId: 'c',
        invocations: [
          { method: 'Broadcast', args: ['one'] },
          { method: 'ERROR', args: ['x', 2] },
          { method: 'Disconnected', args: [] },
        ],
      },
    ],
    ['call of another hub', '{"M":[{"H":"Other","M":"Broadcast","A":["no"]},{"M":"Broadcast"},7,null]}', {}],
  ])('reads a %s', (_, text, expected) => {
    expect(classicFrame(Buffer.from(text), HUB)).toEqual({ ...nothing, ...expected })
  })

  it.each(['{"M":[', '', '[]', '5', 'null'])('does not read %j', (text) => {
    expect(classicFrame(Buffer.from(text), HUB)).toBeUndefined()
  })

  test.prop([fc.json()])('reads any JSON', (text) => {
    for (const { method, args } of classicFrame(Buffer.from(text), HUB)?.invocations ?? []) {
      expect(method).toBeTypeOf('string')
      expect(args).toBeInstanceOf(Array)
    }
  })
})
