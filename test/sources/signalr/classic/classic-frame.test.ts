import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { hubFrame } from '../../../../src/sources/ssi/connect/hub-frame.ts'

const nothing = {
  isInit: false,
  wantsReconnect: false,
  messageId: undefined,
  groupsToken: undefined,
  answers: undefined,
  error: undefined,
  broadcasts: [],
  complaints: [],
}

describe('hubFrame', () => {
  it.each([
    ['keep-alive', '{}', {}],
    ['init', '{"C":"d-9F00-B,0|C,0","S":1,"M":[]}', { isInit: true, messageId: 'd-9F00-B,0|C,0' }],
    ['result', '{"I":"0"}', { answers: '0' }],
    ['numbered result', '{"R":5,"I":0}', { answers: '0' }],
    ['hub state', '{"I":"3","S":{"a":1}}', { answers: '3' }],
    ['failure', '{"I":"1","E":"no","H":true,"T":"stack"}', { answers: '1', error: 'no' }],
    ['end', '{"E":"all over"}', { error: 'all over' }],
    ['farewell', '{"C":"d-1","T":1,"M":[]}', { messageId: 'd-1', wantsReconnect: true }],
    ['groups', '{"C":"d-2","G":"Zz+","M":[]}', { messageId: 'd-2', groupsToken: 'Zz+' }],
    ['progress', '{"P":{"I":"P|3","D":1}}', {}],
    [
      'calls',
      '{"C":"c","M":[{"H":"fcmarketdatav2hub","M":"Broadcast","A":["one"]},{"H":"FcMarketDataV2Hub","M":"ERROR","A":["sample text"]},{"H":"FcMarketDataV2Hub","M":"broadcast","A":["two"]}]}',
      { messageId: 'c', broadcasts: ['one', 'two'], complaints: ['sample text'] },
    ],
    [
      'others’ calls',
      '{"M":[{"H":"Other","M":"Broadcast","A":["no"]},{"H":"FcMarketDataV2Hub","M":"Disconnected"},7,null]}',
      {},
    ],
    ['cut text', '{"M":[', { broadcasts: ['{"M":['] }],
  ])('reads a %s', (_, text, expected) => {
    expect(hubFrame(text)).toEqual({ ...nothing, ...expected })
  })

  test.prop([fc.json()])('reads any JSON', (text) => {
    const { broadcasts, complaints } = hubFrame(text)
    for (const argument of [...broadcasts, ...complaints]) expect(argument).toBeTypeOf('string')
  })
})
