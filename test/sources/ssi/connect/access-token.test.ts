import { afterEach, describe, expect, it } from 'vitest'
import { accessTokens, requestToken } from '../../../../src/sources/ssi/connect/access-token.ts'
import { isTerminal } from '../../../../src/sources/session/session-error.ts'
import { fakeSsi, jwt, type Script } from '../fake-ssi.ts'

const fakes: Awaited<ReturnType<typeof fakeSsi>>[] = []
afterEach(() => {
  for (const fake of fakes.splice(0)) fake.close()
})

async function far(script: Script) {
  const fake = await fakeSsi(script)
  fakes.push(fake)
  return { fake, credentials: { baseUrl: `${fake.address}/`, consumerId: 'id', consumerSecret: 'hush' } }
}

const given = (token: string) => ({ body: { message: 'Success', status: 200, data: { accessToken: token } } })

/** Tokens of a life, counted, and a clock that the test moves. */
async function holder(life: number | undefined) {
  const clock = { now: 1_000_000 }
  const { fake, credentials } = await far((_, { nth }) =>
    given(life === undefined ? `plain-${nth}` : jwt(clock.now + life, `n${nth}`)),
  )
  const tokens = accessTokens({
    credentials,
    now: () => clock.now,
    random: () => 0.5,
    signal: new AbortController().signal,
  })
  return { clock, tokens, asked: () => fake.nth('AccessToken') }
}

const MINUTE = 60_000

describe('accessTokens', () => {
  it('asks once for all who ask at once, and holds what it got', async () => {
    const { tokens, asked } = await holder(8 * 60 * MINUTE)
    const all = await Promise.all([tokens.get(), tokens.get(), tokens.get()])
    expect(new Set([...all, await tokens.get()]).size).toBe(1)
    expect(asked()).toBe(1)
  })

  it.each([
    ['five and a half minutes before the end of a long life', 60 * MINUTE, 54.5 * MINUTE],
    ['at four fifths of a short one', 10_000, 8_000],
    ['as if it lived eight hours when it does not say', undefined, (8 * 60 - 5.5) * MINUTE],
    ['a minute later when it had ended before it came', -5000, MINUTE],
  ])('renews %s', async (_, life, renewal) => {
    const { clock, tokens, asked } = await holder(life)
    const first = await tokens.get()
    clock.now += renewal - 1
    expect(await tokens.get()).toBe(first)
    clock.now += 1
    expect(await tokens.get()).not.toBe(first)
    expect(asked()).toBe(2)
  })

  it('forgets a token that was refused, and no newer one', async () => {
    const { tokens, asked } = await holder(60 * MINUTE)
    const first = await tokens.get()
    tokens.refuse(first)
    const second = await tokens.get()
    tokens.refuse(first)
    expect(await tokens.get()).toBe(second)
    expect(asked()).toBe(2)
    expect(tokens.hide(`${first} ${second} hush id`)).toBe('*** *** *** ***')
  })
})

describe('accessTokens of a server in trouble', () => {
  it('leave it alone for as long as it asks for, whoever asks', async () => {
    const clock = { now: 1_000_000 }
    const { fake, credentials } = await far((_, { nth }) =>
      nth === 1 ? { status: 429, headers: { 'Retry-After': '7' }, body: 'slow down' } : given('token'),
    )
    const { signal } = new AbortController()
    const tokens = accessTokens({ credentials, now: () => clock.now, random: () => 0.5, signal })
    const failure = () => tokens.get().catch((error: unknown) => error)
    expect(await failure()).toMatchObject({ retryAfter: 7000 })
    clock.now += 6999
    expect(await failure()).toMatchObject({ message: 'AccessToken was not given: status 429', retryAfter: 1 })
    expect(fake.nth('AccessToken')).toBe(1)
    clock.now += 1
    expect(await tokens.get()).toBe('token')
  })

  it('replace a refused token at once, and the next one a second later', async () => {
    const { clock, tokens, asked } = await holder(60 * MINUTE)
    tokens.refuse(await tokens.get())
    tokens.refuse(await tokens.get())
    await expect(tokens.get()).rejects.toMatchObject({ terminal: false, retryAfter: 1000 })
    expect(asked()).toBe(2)
    clock.now += 1000
    await tokens.get()
    expect(asked()).toBe(3)
  })
})

describe('requestToken', () => {
  it.each([
    ['a key that is not known', { body: { message: 'Key does not exist.', status: 400, data: null } }, true],
    [
      'an address that is not registered',
      { status: 403, body: { message: 'IP not allowed', status: 403 } },
      true,
    ],
    [
      'too many requests',
      { status: 429, body: { message: 'API calls quota exceeded!', status: 429 } },
      false,
    ],
    ['a gateway that is down', { status: 502, body: '<html>Bad gateway</html>' }, false],
    ['a success without a token', { body: { status: 200, data: null } }, false],
    ['a token that would break a header', given('a\r\nb'), false],
  ])('fails on %s', async (_, answer, terminal) => {
    const { credentials } = await far(() => answer)
    const error = await requestToken(credentials).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'SsiError', terminal })
    expect(isTerminal(error)).toBe(terminal)
  })

  it('fails, for now, when nobody answers', async () => {
    const { fake, credentials } = await far(() => undefined)
    fake.close()
    await expect(requestToken(credentials)).rejects.toMatchObject({
      message: 'AccessToken got no answer (ECONNREFUSED).',
      terminal: false,
    })
  })
})
