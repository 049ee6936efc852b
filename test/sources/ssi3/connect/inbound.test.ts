import { describe, expect, it } from 'vitest'
import { inbound } from '../../../../src/sources/ssi3/connect/inbound.ts'
import { samples } from '../samples.ts'

const kindOf = (frame: unknown) => inbound(typeof frame === 'string' ? frame : JSON.stringify(frame)).kind

describe('a frame of the stream', () => {
  it.each(Object.entries(samples))('of %s is data', (_, text) => {
    expect(kindOf(text)).toBe('data')
  })

  it.each([
    ['data with other keys first', { topic: 'trade.FPT', channel: 'data', data: {} }, 'data'],
    ['not JSON', 'hello', 'data'],
    ['a list', '[]', 'data'],
    ['an ack', { method: 'subscribe', channel: 'DATA', status: 'ok', message: '' }, 'ack'],
    ['an ack in capitals', { method: 'SUBSCRIBE', channel: 'data', status: 'OK' }, 'ack'],
    ['an ack of an account', { method: 'subscribe', channel: 'TRADING', status: 'ok' }, 'nothing'],
    ['an ack of a departure', { method: 'unsubscribe', channel: 'DATA', status: 'ok' }, 'nothing'],
    ['a pong', { method: 'PING_PONG', channel: 'HEARTBEAT', status: 'ok', message: 'pong' }, 'nothing'],
    ['a pong without a channel', { method: 'pong', status: 'ok' }, 'nothing'],
    ['a ping', { method: 'PING', channel: 'HEARTBEAT', time: '20-11-2026 13-05-07' }, 'ping'],
    ['a ping without a channel', { method: 'ping', time: '20-11-2026 13-05-07' }, 'ping'],
    ['another ping', { method: 'PING_PONG', channel: 'HEARTBEAT', topics: [] }, 'ping'],
    ['a refusal', { code: 401, msg: 'Unauthorized' }, 'refusal'],
    ['a refusal with text for a number', { code: '503', msg: 'Later' }, 'refusal'],
    ['a greeting', { code: 200, msg: 'Welcome' }, 'nothing'],
    ['a list of topics', { trading: '', data: 'trade.FPT;quote.FPT' }, 'nothing'],
    [
      'news of an account',
      { channel: 'TRADING', topic: 'order.1', data: { eventType: 'orderEvent' } },
      'nothing',
    ],
    ['an object of nothing', {}, 'nothing'],
  ])('that is %s', (_, frame, kind) => {
    expect(kindOf(frame)).toBe(kind)
  })

  it('says of an ack whether it is good, and what the server says', () => {
    expect(
      inbound('{"method":"subscribe","channel":"DATA","status":"error","message":"Denied (scope)"}'),
    ).toEqual({
      kind: 'ack',
      isOk: false,
      message: 'Denied (scope)',
    })
    expect(inbound('{"method":"subscribe","channel":"DATA"}')).toMatchObject({ isOk: false, message: '' })
  })

  it('is answered by the word that it came with', () => {
    expect(inbound('{"method":"PING"}')).toMatchObject({
      answer: expect.stringContaining('"pong"') as string,
    })
    expect(inbound('{"method":"PING_PONG"}')).toMatchObject({
      answer: expect.stringContaining('"ping_pong"') as string,
    })
  })
})
