import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isNetwork, makeClientAddress } from '../../src/server/client-address.ts'

const requestFrom = (remoteAddress: string, forwarded?: string) => {
  const request = new IncomingMessage(
    Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }),
  )
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
  return request
}
const trusted = ['127.0.0.1', '10.0.0.0/8', 'fd00::/16']

describe('makeClientAddress', () => {
  it.each([
    ['of the connection', '203.0.113.9', undefined, '203.0.113.9'],
    ['of the connection, written for IPv6', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['of the connection, whatever a stranger says', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['that a proxy tells', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['that a proxy of IPv6 tells', 'fd00::1', '198.51.100.1', '198.51.100.1'],
    ['before two proxies', '127.0.0.1', '198.51.100.1, 10.2.3.4', '198.51.100.1'],
    [
      'that the proxy saw, not the one that the client wrote',
      '127.0.0.1',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    ['of the proxy where what it tells is none', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['of the proxy that asks itself', '10.0.0.1', undefined, '10.0.0.1'],
    ['of a network of IPv6', '2001:db8:1:2:3::4', undefined, '2001:db8:1:2::/64'],
    ['of loopback', '::1', undefined, '0:0:0:0::/64'],
  ])('gives the address %s', (_what, remote, forwarded, address) => {
    expect(makeClientAddress(trusted)(requestFrom(remote, forwarded))).toBe(address)
  })

  it('believes nobody unless told to', () => {
    expect(makeClientAddress([])(requestFrom('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1')
  })
})

it.each([
  ['127.0.0.1', true],
  ['10.0.0.0/8', true],
  ['fd00::/128', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['localhost', false],
  ['', false],
])('%s is a network: %s', (text, is) => {
  expect(isNetwork(text)).toBe(is)
})
