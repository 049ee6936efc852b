import { afterEach, describe, expect, it } from 'vitest'
import type { Ssi3Login } from '../../../../src/sources/ssi3/connect/login.ts'
import { secretsOf } from '../../../../src/sources/ssi3/connect/secrets.ts'
import { tokenOwner } from '../../../../src/sources/ssi3/connect/token-owner.ts'
import { fakeSsi3, grant, type Script } from '../fake-ssi3.ts'

const fakes: Awaited<ReturnType<typeof fakeSsi3>>[] = []
afterEach(() => {
  for (const fake of fakes.splice(0)) fake.close()
})

const MINUTE = 60_000

/** The owner of a session at a far side that goes by a script, and a clock that the test moves. */
async function owner(login: Ssi3Login, script?: Script) {
  const fake = await fakeSsi3(script)
  fakes.push(fake)
  const clock = { passed: 0 }
  const tokens = tokenOwner({
    credentials: { baseUrl: fake.address, apiKey: 'key', apiSecret: 'hush', login },
    secrets: secretsOf(['key', 'hush']),
    now: () => Date.now() + clock.passed,
    random: () => 0.5,
    approval: { every: 5, within: 200 },
  })
  const asked = () => [fake.nth('token'), fake.nth('refresh')]
  return { fake, tokens, clock, asked }
}
const errorOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)
/** The name that a token was given. */
const nameOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { name: string }).name

describe('an access token', () => {
  it('is asked for once by all who ask at once, and held', async () => {
    const { tokens, asked } = await owner('data')
    const all = await Promise.all([tokens.get(), tokens.get(), tokens.get()])
    expect(new Set([...all, await tokens.get()]).size).toBe(1)
    expect(asked()).toEqual([1, 0])
  })

  it('is refreshed half a minute and more before it ends, once for all who ask, each time with the newest refresh token', async () => {
    const { fake, tokens, clock, asked } = await owner('data')
    await tokens.get()
    clock.passed = 15 * MINUTE - 45_000
    expect(nameOf(await tokens.get())).toBe('login-1')
    clock.passed = 15 * MINUTE - 30_000
    const all = await Promise.all([tokens.get(), tokens.get()])
    expect(all.map(nameOf)).toEqual(['refresh-1', 'refresh-1'])
    clock.passed = 30 * MINUTE
    expect(nameOf(await tokens.get())).toBe('refresh-2')
    expect(asked()).toEqual([1, 2])
    const refreshes = fake.requests.filter(({ name }) => name === 'refresh')
    expect(refreshes.map(({ body }) => body)).toEqual([
      { refreshToken: 'refresh-of-login-1' },
      { refreshToken: 'refresh-of-refresh-1' },
    ])
    for (const { headers } of refreshes) expect(headers.authorization).toBeUndefined()
  })

  it('is refreshed when it was refused, and no newer one is', async () => {
    const { tokens, asked } = await owner('data')
    const first = await tokens.get()
    tokens.refuse(first)
    const second = await tokens.get()
    tokens.refuse(first)
    expect(await tokens.get()).toBe(second)
    expect(asked()).toEqual([1, 1])
  })

  it.each([
    ['seconds', (end: number) => Math.floor(end / 1000)],
    ['milliseconds', (end: number) => end],
    ['seconds as text', (end: number) => String(Math.floor(end / 1000))],
    ['nothing, but for the token itself', () => undefined],
  ])('ends when the server says so in %s', async (_, write) => {
    const { tokens, clock, asked } = await owner('data', ({ name, nth }) =>
      name === 'token'
        ? { body: { ...grant(`login-${nth}`), expiresAt: write(Date.now() + 15 * MINUTE) } }
        : undefined,
    )
    await tokens.get()
    clock.passed = 14 * MINUTE
    await tokens.get()
    expect(asked()).toEqual([1, 0])
    clock.passed = 15 * MINUTE
    await tokens.get()
    expect(asked()).toEqual([1, 1])
  })

  it('that does not say when it ends is held for a minute, and no longer', async () => {
    const { tokens, clock, asked } = await owner('data', ({ name }) =>
      name === 'token' ? { body: { accessToken: 'plain', refreshToken: 'again', expiresAt: 0 } } : undefined,
    )
    expect(await tokens.get()).toBe('plain')
    expect(tokens.endsAt()).toBeUndefined()
    clock.passed = 30_000
    await tokens.get()
    expect(asked()).toEqual([1, 0])
    clock.passed = MINUTE
    await tokens.get()
    expect(asked()).toEqual([1, 1])
  })
})

describe('a refresh', () => {
  /** An owner whose first token has ended, and how the refresh is answered. */
  async function ended(login: Ssi3Login, script: Script) {
    const all = await owner(login, script)
    await all.tokens.get()
    all.clock.passed = 15 * MINUTE
    return all
  }
  const codes = [401101, 401102, 401103, 401104, 401106, 401107, 401108]

  it.each(codes)('that is refused with %i is followed by a login for data', async (code) => {
    const { tokens, asked } = await ended('data', ({ name }) =>
      name === 'refresh' ? { status: 401, body: { code, msg: 'No' } } : undefined,
    )
    expect(nameOf(await tokens.get())).toBe('login-2')
    expect(asked()).toEqual([2, 1])
  })

  it.each(codes)('that is refused with %i is the end where only the user can log in', async (code) => {
    const { tokens, asked } = await ended({ otp: '654321' }, ({ name }) =>
      name === 'refresh' ? { status: 401, body: { code, msg: 'No' } } : undefined,
    )
    const error = await errorOf(tokens.get())
    expect(error).toMatchObject({
      terminal: true,
      message: `A new login is needed. The refresh was refused (${code}): No. Start again with a new one-time password or approval.`,
    })
    expect(await errorOf(tokens.get())).toBe(error)
    expect(asked()).toEqual([1, 1])
  })

  it.each([
    ['the answer is lost', 'lost' as const],
    ['the server fails', { status: 502, body: '<html>Bad gateway</html>' }],
    ['the answer holds no token', { body: { message: 'Success' } }],
    ['the token would break a header', { body: { accessToken: 'a\r\nb' } }],
  ])('is not tried again when %s', async (_, answer) => {
    const { tokens, asked } = await ended('data', ({ name }) => (name === 'refresh' ? answer : undefined))
    expect(nameOf(await tokens.get())).toBe('login-2')
    expect(asked()).toEqual([2, 1])
    const other = await ended({ otp: '1' }, ({ name }) => (name === 'refresh' ? answer : undefined))
    expect(await errorOf(other.tokens.get())).toMatchObject({ terminal: true })
    expect(other.asked()).toEqual([1, 1])
  })

  it('is tried again, with the same token, when the server had no time for it or nothing went out', async () => {
    const { fake, tokens, clock, asked } = await ended({ otp: '1' }, ({ name, nth }) =>
      name === 'refresh' && nth === 1
        ? { status: 429, headers: { 'Retry-After': '9' }, body: { code: 429 } }
        : undefined,
    )
    expect(await errorOf(tokens.get())).toMatchObject({ terminal: false, retryAfter: 9000 })
    clock.passed += 9000
    fake.close()
    // A connection that was kept open breaks, and what went out on it is lost: let that happen to another request.
    await errorOf(fetch(fake.address))
    expect(await errorOf(tokens.get())).toMatchObject({
      terminal: false,
      message: 'auth/refresh got no answer (ECONNREFUSED).',
    })
    expect(asked()).toEqual([1, 1])
  })

  it('does not make a session last for ever: at its end a new one is needed', async () => {
    const { tokens, clock, asked } = await owner('data')
    await tokens.get()
    clock.passed = 8 * 60 * MINUTE
    expect(nameOf(await tokens.get())).toBe('login-2')
    expect(asked()).toEqual([2, 0])
  })
})

describe('a session that ends soon', () => {
  it('is lengthened by a refresh', async () => {
    const { tokens, clock, asked } = await owner('data')
    await tokens.get()
    const before = tokens.endsAt() ?? 0
    clock.passed = 10 * MINUTE
    const later: Script = ({ name }) =>
      name === 'refresh' ? { body: grant('later', 15 * MINUTE, 9 * 60 * MINUTE) } : undefined
    const other = await owner('data', later)
    await other.tokens.get()
    expect(nameOf(await other.tokens.renew())).toBe('later')
    expect(other.tokens.endsAt()).toBeGreaterThan(before)
    expect(other.asked()).toEqual([1, 1])
    expect(asked()).toEqual([1, 0])
  })

  it('is begun anew where a refresh does not put its end off, unless that needs the user', async () => {
    const fixed: Script = ({ name }) =>
      name === 'refresh' ? { body: grant('no-later', 15 * MINUTE, 8 * 60 * MINUTE) } : undefined
    const forData = await owner('data', fixed)
    await forData.tokens.get()
    expect(nameOf(await forData.tokens.renew())).toBe('login-2')
    const withOtp = await owner({ otp: '1' }, fixed)
    await withOtp.tokens.get()
    expect(nameOf(await withOtp.tokens.renew())).toBe('no-later')
  })

  it('is given up where another can be had, and else kept for the end', async () => {
    const { tokens, asked } = await owner('data')
    await tokens.get()
    expect(tokens.forget()).toBe(true)
    expect(tokens.endsAt()).toBeUndefined()
    expect(nameOf(await tokens.get())).toBe('login-2')
    expect(asked()).toEqual([2, 0])
    const other = await owner('smartOtp')
    expect(other.tokens.forget()).toBe(false)
  })
})

describe('a login', () => {
  it('with a one-time password sends it once', async () => {
    const { fake, tokens } = await owner({ otp: '654321' })
    await tokens.get()
    expect(fake.requests.map(({ url, body }) => [url, body])).toEqual([
      ['/api/v3/auth/token', { apiKey: 'key', apiSecret: 'hush', otp: '654321' }],
    ])
  })

  it.each([
    [
      'a wrong password',
      { status: 401, body: { code: 401100, msg: 'OTP is wrong' } },
      'The login was refused (401100): OTP is wrong. Check',
    ],
    ['a lost answer', 'lost' as const, 'Start again with a new one-time password.'],
    ['a server in trouble', { status: 500, body: 'oops' }, 'The login was refused (500). Start again'],
  ])('with a one-time password ends with %s, and asks no second time', async (_, answer, text) => {
    const { tokens, asked } = await owner({ otp: '654321' }, () => answer)
    const error = await errorOf(tokens.get())
    expect(error).toMatchObject({ terminal: true, message: expect.stringContaining(text) as string })
    expect(await errorOf(tokens.get())).toBe(error)
    expect(asked()).toEqual([1, 0])
  })

  it.each([
    [
      'a key that is not known',
      { status: 401, body: { code: 401105, msg: 'key and hush' } },
      true,
      '*** and ***',
    ],
    [
      'an error behind a status of 200',
      { body: { code: 400101, msg: 'Not linked' } },
      true,
      '(400101): Not linked.',
    ],
    ['no right', { status: 403, body: { code: 403100 } }, true, '(403100).'],
    [
      'too many requests',
      { status: 429, body: { code: 429 }, headers: { 'retry-after': '3' } },
      false,
      '(429).',
    ],
    ['a server in trouble', { status: 503, body: '<html>' }, false, '(503).'],
    ['a page of the gateway', { body: '<html>Hello</html>' }, false, '(502).'],
    ['a lost answer', 'lost' as const, false, 'auth/token got no answer'],
  ])('for data fails on %s', async (_, answer, terminal, text) => {
    const { tokens } = await owner('data', () => answer)
    expect(await errorOf(tokens.get())).toMatchObject({
      name: 'SessionError',
      terminal,
      message: expect.stringContaining(text) as string,
    })
  })

  it('may be tried again with the same password when nothing went out', async () => {
    const { fake, tokens } = await owner({ otp: '654321' })
    fake.close()
    expect(await errorOf(tokens.get())).toMatchObject({ terminal: false })
    expect(await errorOf(tokens.get())).toMatchObject({ terminal: false })
  })
})

describe('a server in trouble', () => {
  it('is left alone for as long as it asks for, whoever asks', async () => {
    const { tokens, clock, asked } = await owner('data', ({ nth }) =>
      nth === 1 ? { status: 429, headers: { 'Retry-After': '7' }, body: { code: 429 } } : undefined,
    )
    await errorOf(tokens.get())
    expect(await errorOf(tokens.get())).toMatchObject({
      terminal: false,
      message: 'The login was refused (429).',
    })
    expect(await errorOf(tokens.renew())).toMatchObject({ terminal: false })
    expect(asked()).toEqual([1, 0])
    clock.passed += 7000
    expect(nameOf(await tokens.get())).toBe('login-2')
  })

  it('that refuses each token that it gives is asked for the third one a second later', async () => {
    const { tokens, clock, asked } = await owner('data')
    tokens.refuse(await tokens.get())
    tokens.refuse(await tokens.get())
    expect(await errorOf(tokens.get())).toMatchObject({ terminal: false })
    expect(asked()).toEqual([1, 1])
    clock.passed += 1000
    await tokens.get()
    expect(asked()).toEqual([1, 2])
  })
})

describe('a login by approval', () => {
  const pending = { status: 202, body: { code: 401114, msg: 'Transaction is pending' } }

  it('asks once, then looks until it is given', async () => {
    const { fake, tokens } = await owner('smartOtp', ({ name, nth }) =>
      name === 'token' && nth < 4 ? (nth === 2 ? 'lost' : pending) : undefined,
    )
    expect(nameOf(await tokens.get())).toBe('login-4')
    expect(fake.nth('requestOtp')).toBe(1)
    const [first, ...looks] = fake.requests
    expect(first).toMatchObject({
      url: '/api/v3/auth/requestOtp',
      body: { apiKey: 'key', apiSecret: 'hush' },
    })
    for (const { body } of looks)
      expect(body).toEqual({ apiKey: 'key', apiSecret: 'hush', transactionId: 'transaction-1' })
    expect(tokens.hide('transaction-1')).toBe('***')
  })

  it.each([401113, 401115, 401116])('stops at once at %i', async (code) => {
    const { tokens, asked } = await owner('smartOtp', ({ name }) =>
      name === 'token' ? { status: 401, body: { code, msg: 'No' } } : undefined,
    )
    expect(await errorOf(tokens.get())).toMatchObject({
      terminal: true,
      message: expect.stringContaining(`(${code})`) as string,
    })
    expect(await errorOf(tokens.get())).toMatchObject({ terminal: true })
    expect(asked()).toEqual([1, 0])
  })

  it('stops when nobody approves in time', async () => {
    const { fake, tokens } = await owner('smartOtp', ({ name }) => (name === 'token' ? pending : undefined))
    expect(await errorOf(tokens.get())).toMatchObject({
      terminal: true,
      message: 'The login was not approved in time in the Smart OTP app. Start again.',
    })
    await errorOf(tokens.get())
    expect(fake.nth('requestOtp')).toBe(1)
  })

  it('says so where the account has no app for it', async () => {
    const { tokens } = await owner('smartOtp', ({ name }) =>
      name === 'requestOtp' ? { body: { message: 'OTP was sent' } } : undefined,
    )
    expect(await errorOf(tokens.get())).toMatchObject({
      terminal: true,
      message: expect.stringContaining('was sent by SMS or e-mail') as string,
    })
  })
})

describe('secrets', () => {
  it('are hidden, whether they came first or later, and every JSON web token', async () => {
    const { tokens } = await owner('data')
    const token = await tokens.get()
    expect(tokens.hide(`key, hush, ${token} and refresh-of-login-1`)).toBe('***, ***, *** and ***')
    expect(tokens.hide('a stranger: eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln!')).toBe('a stranger: ***!')
  })
})
