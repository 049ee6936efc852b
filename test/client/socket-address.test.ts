import { firstValueFrom } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { socketAddress } from '../../client/socket-address.ts'
import { type Loopback, loopback, type LoopbackOptions } from './loopback.ts'

let server: Loopback
const start = async (options: LoopbackOptions = {}) => {
  server = await loopback(options)
}
afterEach(() => server.stop())
const url = () => `ws://127.0.0.1:${server.port}/ws`
const offered = (token?: string) => firstValueFrom(socketAddress(server.url, token))

describe('socketAddress', () => {
  it('offers nothing without a token, and a token as a protocol', async () => {
    await start()
    expect(await offered()).toEqual({ url: url(), protocols: [] })
    expect(await offered('s3cret.token_~')).toEqual({ url: url(), protocols: ['vnflow', 's3cret.token_~'] })
    expect(server.asked).toEqual([])
  })

  it('buys a ticket, once each, for a token that cannot be the name of a protocol', async () => {
    let sold = 0
    await start({
      answer: (path, { method, headers }) =>
        path === '/api/ws-ticket' && method === 'POST' && headers.authorization === 'Bearer a/b=='
          ? { ticket: `t-${++sold}` }
          : undefined,
    })
    expect(await offered('a/b==')).toEqual({ url: `${url()}?ticket=t-1`, protocols: ['vnflow'] })
    expect(await offered('a/b==')).toEqual({ url: `${url()}?ticket=t-2`, protocols: ['vnflow'] })
    await expect(offered('wrong=')).rejects.toThrow('POST /api/ws-ticket answered 404.')
  })
})
