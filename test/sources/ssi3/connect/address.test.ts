import { describe, expect, it } from 'vitest'
import { restAddress, streamAddress } from '../../../../src/sources/ssi3/connect/address.ts'

describe('an address', () => {
  it.each([
    ['https://api.ssi.com.vn/', 'https://api.ssi.com.vn'],
    ['wss://api.ssi.com.vn', 'https://api.ssi.com.vn'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://gateway.example/ssi//', 'https://gateway.example/ssi'],
  ])('of REST as %s is %s', (given, address) => {
    expect(restAddress(given)).toBe(address)
  })

  it.each([
    ['https://stream.ssi.com.vn', 'wss://stream.ssi.com.vn/ws/v3'],
    ['wss://stream.ssi.com.vn/ws/v3', 'wss://stream.ssi.com.vn/ws/v3'],
    ['WSS://stream.ssi.com.vn/ws/v3/', 'wss://stream.ssi.com.vn/ws/v3'],
    ['http://localhost:8080', 'ws://localhost:8080/ws/v3'],
    ['ws://[::1]:8080', 'ws://[::1]:8080/ws/v3'],
  ])('of the stream as %s is %s', (given, address) => {
    expect(streamAddress(given)).toBe(address)
  })

  it.each([
    'http://api.ssi.com.vn',
    'ws://10.0.0.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
  ])('without TLS that leaves this machine is refused: %s', (given) => {
    expect(() => streamAddress(given)).toThrow(expect.objectContaining({ terminal: true }) as Error)
    expect(() => restAddress(given)).toThrow(/is asked without TLS/)
  })

  it.each(['', 'api.ssi.com.vn', 'ftp://api.ssi.com.vn', 'file:///etc/passwd'])(
    'that is none is refused: "%s"',
    (given) => {
      expect(() => restAddress(given)).toThrow(/is no address: https:\/\/api\.ssi\.com\.vn is one/)
    },
  )
})
