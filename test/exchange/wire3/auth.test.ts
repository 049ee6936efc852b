import { afterEach, describe, expect, it } from 'vitest'
import type { FastConnectOptions } from '../../../src/exchange/wire/fast-connect-server.ts'
import { serve, stopServing } from '../wire/serve.ts'
import { ask, KEY, login, signedIn } from './serve3.ts'

afterEach(stopServing)

const START = Date.parse('2026-11-20T09:00:00+07:00')

/** Serves with a clock that the test moves. */
async function serveAt(v3: FastConnectOptions['v3'] = {}) {
  const clock = { now: START }
  const address = await serve({ now: () => clock.now, v3 })
  return { clock, address }
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>

const indexList = (address: string, token: string) => ask(address, 'data/indexList', { token })

describe('auth/token', () => {
  it('gives a token for data alone, for 15 minutes, and a way to renew it for 8 hours', async () => {
    const { address } = await serveAt()
    const { status, body, token } = await login(address, {})
    expect(status).toBe(200)
    expect(body).toEqual({
      accessToken: expect.any(String) as string,
      tokenType: 'Bearer',
      expiresAt: START / 1000 + 900,
      refreshToken: expect.any(String) as string,
      refreshExpiresAt: START / 1000 + 8 * 3600,
    })
    expect(claimsOf(token)).toMatchObject({
      iat: START / 1000,
      exp: START / 1000 + 900,
      client_id: '123456',
      accounts: '1234561,1234566,1234568',
      scopes: 'data:*:*,stream:*:*',
    })
  })

  it('gives one for trading too with an OTP, of the client that was set', async () => {
    const credentials = { ...KEY, otp: '654321', clientId: '777777', accounts: ['7777771'] }
    const { address } = await serveAt({ credentials })
    const { token } = await login(address, { otp: '654321' })
    expect(claimsOf(token)).toMatchObject({
      client_id: '777777',
      accounts: '7777771',
      scopes: 'trading:*:*,data:*:*,stream:*:*',
    })
  })

  it.each([
    ['a wrong OTP', { otp: '000000' }, 401, 401100],
    ['another secret', { apiSecret: 'x' }, 401, 401105],
    ['no key', { apiKey: undefined }, 401, 401105],
    ['both an OTP and a transaction', { otp: '654321', transactionId: 't' }, 400, 400],
    ['a transaction that nobody began', { transactionId: 't' }, 401, 401113],
  ])('refuses %s', async (_, fields, status, code) => {
    const { address } = await serveAt({ credentials: { ...KEY, otp: '654321' } })
    expect(await login(address, fields)).toMatchObject({ status, body: { code } })
  })

  it('takes any key, and any six digits as OTP, when none is set', async () => {
    const { address } = await serveAt()
    expect((await login(address, { apiKey: 'any', otp: '000000' })).status).toBe(200)
    expect((await login(address, { otp: '12345' })).body).toMatchObject({ code: 401100 })
  })

  it('refuses what names no key', async () => {
    const { address } = await serveAt()
    expect(await ask(address, 'auth/token', { body: 'x' })).toMatchObject({
      status: 401,
      body: { code: 401105 },
    })
  })
})

describe('Smart OTP', () => {
  const transactionOf = async (address: string, key = KEY) =>
    String((await ask(address, 'auth/requestOtp', { body: key })).body['transactionId'])

  it('is pending with HTTP 202 till the owner approves, and good for one token', async () => {
    const { address, clock } = await serveAt({ smartOtp: { after: 12_000 } })
    const transactionId = await transactionOf(address)
    expect(await login(address, { transactionId })).toMatchObject({ status: 202, body: { code: 401114 } })
    clock.now += 12_000
    const { status, token } = await login(address, { transactionId })
    expect(status).toBe(200)
    expect(claimsOf(token)['scopes']).toContain('trading')
    expect((await login(address, { transactionId })).body).toMatchObject({ code: 401113 })
  })

  it('can be refused, belong to another key, or be forgotten after 30 s', async () => {
    const { address, clock } = await serveAt({ smartOtp: { after: 1000, answer: 'refuse' } })
    const transactionId = await transactionOf(address)
    const foreign = await transactionOf(address, { ...KEY, apiKey: 'another' })
    clock.now += 1000
    expect(await login(address, { transactionId })).toMatchObject({ status: 401, body: { code: 401115 } })
    expect((await login(address, { transactionId: foreign })).body).toMatchObject({ code: 401116 })

    const slow = await serveAt({ smartOtp: { after: 60_000 } })
    const unanswered = await transactionOf(slow.address)
    slow.clock.now += 29_999
    expect((await login(slow.address, { transactionId: unanswered })).status).toBe(202)
    slow.clock.now += 1
    expect((await login(slow.address, { transactionId: unanswered })).body).toMatchObject({ code: 401113 })
  })

  it('is not there for who gets OTPs by message', async () => {
    const { address } = await serveAt({ credentials: KEY })
    expect((await ask(address, 'auth/requestOtp', { body: KEY })).body).not.toHaveProperty('transactionId')
    const wrong = await ask(address, 'auth/requestOtp', { body: { ...KEY, apiKey: 'x' } })
    expect(wrong).toMatchObject({ status: 401, body: { code: 401105 } })
  })
})

describe('auth/refresh', () => {
  const refresh = async (address: string, refreshToken: unknown) => {
    const { status, body } = await ask(address, 'auth/refresh', { body: { refreshToken } })
    return { status, body, token: String(body['accessToken']), next: String(body['refreshToken']) }
  }

  it('changes both tokens and never the end of the session', async () => {
    const { address, clock } = await serveAt()
    const first = await login(address)
    clock.now += 600_000
    const renewed = await refresh(address, first.refreshToken)
    expect(renewed.body).toMatchObject({
      expiresAt: START / 1000 + 1500,
      refreshExpiresAt: START / 1000 + 8 * 3600,
    })
    expect(renewed.next).not.toBe(first.refreshToken)
    expect(claimsOf(renewed.token)['scopes']).toContain('trading')
    expect((await indexList(address, renewed.token)).status).toBe(200)
  })

  it('takes a refresh token once: the second time ends the whole session', async () => {
    const { address } = await serveAt()
    const first = await login(address)
    const renewed = await refresh(address, first.refreshToken)
    expect(await refresh(address, first.refreshToken)).toMatchObject({ status: 401, body: { code: 401103 } })
    expect(await indexList(address, renewed.token)).toMatchObject({
      status: 401,
      body: { code: 401, msg: 'Unauthorized' },
    })
    expect((await refresh(address, renewed.next)).body).toMatchObject({ code: 401103 })
  })

  it('refuses a token that is missing, unknown or past its session', async () => {
    const { address, clock } = await serveAt()
    const { refreshToken } = await login(address)
    expect((await refresh(address, undefined)).body).toMatchObject({ code: 401102 })
    expect((await refresh(address, 'r-x')).body).toMatchObject({ code: 401101 })
    clock.now += 8 * 3_600_000
    expect((await refresh(address, refreshToken)).body).toMatchObject({ code: 401104 })
  })
})

describe('a token', () => {
  it('is good for 15 minutes', async () => {
    const { address, clock } = await serveAt()
    const { token } = await login(address, {})
    clock.now += 899_999
    expect((await indexList(address, token)).status).toBe(200)
    clock.now += 1
    expect((await indexList(address, token)).status).toBe(401)
  })

  it('is worth nothing once its key logs in elsewhere; another key does not matter', async () => {
    const { address } = await serveAt()
    const first = await login(address, {})
    await login(address, { apiKey: 'another' })
    expect((await indexList(address, first.token)).status).toBe(200)
    await login(address, {})
    expect((await indexList(address, first.token)).status).toBe(401)
    const renewal = await ask(address, 'auth/refresh', { body: { refreshToken: first.refreshToken } })
    expect(renewal.body).toMatchObject({ code: 401103 })
  })

  it('cannot be made up', async () => {
    const { address, token } = await signedIn()
    const [header, , signature] = token.split('.')
    const claims = Buffer.from(JSON.stringify({ ...claimsOf(token), exp: 4_000_000_000 })).toString(
      'base64url',
    )
    expect((await indexList(address, `${header ?? ''}.${claims}.${signature ?? ''}`)).status).toBe(401)
    expect((await ask(address, 'data/indexList')).status).toBe(401)
  })
})
