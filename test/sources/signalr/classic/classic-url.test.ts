import { describe, expect, it } from 'vitest'
import { classicUrl } from '../../../../src/sources/signalr/classic/classic-url.ts'

const hub = 'FcMarketDataV2Hub'
const about = { hub, clientProtocol: '1.5', connectionToken: 'aB+/c==' }
const DATA = 'connectionData=%5B%7B%22name%22%3A%22FcMarketDataV2Hub%22%7D%5D'
const REST = `transport=webSockets&clientProtocol=1.5&connectionToken=aB%2B%2Fc%3D%3D&${DATA}`

describe('classicUrl', () => {
  it('makes the request lines of the protocol', () => {
    const base = 'https://fc-datahub.ssi.com.vn/v2.0/signalr/'
    const http = 'https://fc-datahub.ssi.com.vn/v2.0/signalr'
    const cursor = [
      ['messageId', 'd-9F00-B,2|C,0'],
      ['groupsToken', 'Zz+'],
    ] as const
    expect([
      classicUrl(base, 'negotiate', { hub, clientProtocol: '1.5' }),
      classicUrl(base, 'connect', { ...about, extra: [['tid', '4']] }),
      classicUrl(base, 'start', about),
      classicUrl(base, 'reconnect', { ...about, extra: cursor }),
      classicUrl(base, 'abort', about),
    ]).toEqual([
      `${http}/negotiate?clientProtocol=1.5&${DATA}`,
      `wss://fc-datahub.ssi.com.vn/v2.0/signalr/connect?${REST}&tid=4`,
      `${http}/start?${REST}`,
      `wss://fc-datahub.ssi.com.vn/v2.0/signalr/reconnect?${REST}&messageId=d-9F00-B%2C2%7CC%2C0&groupsToken=Zz%2B`,
      `${http}/abort?${REST}`,
    ])
  })

  it.each([
    [
      'ws://127.0.0.1:81/v2.0/signalr',
      'http://127.0.0.1:81/v2.0/signalr/ping',
      'ws://127.0.0.1:81/v2.0/signalr/connect',
    ],
    [
      'http://127.0.0.1:81/v2.0/signalr/',
      'http://127.0.0.1:81/v2.0/signalr/ping',
      'ws://127.0.0.1:81/v2.0/signalr/connect',
    ],
    [
      'wss://host/below/v2.0/signalr/',
      'https://host/below/v2.0/signalr/ping',
      'wss://host/below/v2.0/signalr/connect',
    ],
  ])('turns the scheme of %s as needed', (base, ping, connect) => {
    expect(classicUrl(base, 'ping', about).split('?')[0]).toBe(ping)
    expect(classicUrl(base, 'connect', about).split('?')[0]).toBe(connect)
  })

  it('escapes everything that is not unreserved', () => {
    const url = classicUrl('http://h', 'start', { hub, clientProtocol: '1.5', connectionToken: "!'()*~-_." })
    expect(url).toContain('connectionToken=%21%27%28%29%2A~-_.&')
  })
})
