import { describe, expect, it } from 'vitest'
import { decodeSsi3Rest } from '../../../src/sources/ssi3/decode-rest.ts'
import { soon } from '../soon.ts'
import { grant } from './fake-ssi3.ts'
import { FEW, optionsOf, run, runFake, started, stopAfterEach } from './run-ssi3.ts'

stopAfterEach()

describe('ssi3 and refusals of the stream', () => {
  it('refreshes its token after a refusal frame behind the 101', async () => {
    const { fake, states, warnings } = await runFake(({ name, nth }) =>
      name === 'v3' && nth === 1 ? { body: { code: 401, msg: 'Unauthorized' } } : undefined,
    )
    await soon(() => expect(states()).toEqual(['disconnected', 'connected']))
    expect(warnings).toEqual([
      expect.stringMatching(/^ssi3: The stream refused us \(401\): Unauthorized\. Trying again/),
    ])
    expect([fake.nth('token'), fake.nth('refresh')]).toEqual([1, 1])
  })

  it('begins another session when the refreshed token is refused, and ends after that one', async () => {
    const { fake, errors } = await runFake(({ name }) => (name === 'v3' ? { status: 403 } : undefined))
    await soon(() => expect(errors).toHaveLength(1))
    expect(errors[0]).toMatchObject({
      terminal: true,
      message: 'The stream refused us (403). A new login is needed, with a one-time password or an approval.',
    })
    expect([fake.nth('token'), fake.nth('refresh'), fake.nth('v3')]).toEqual([2, 1, 3])
  })

  it('ends after the refresh where only the user can log in', async () => {
    const { fake, errors } = await runFake(
      ({ name }) => (name === 'v3' ? { status: 401 } : undefined),
      undefined,
      { login: { otp: '654321' } },
    )
    await soon(() => expect(errors).toMatchObject([{ terminal: true }]))
    expect([fake.nth('token'), fake.nth('refresh'), fake.nth('v3')]).toEqual([1, 1, 2])
  })

  it('mends itself when a login elsewhere has ended the session', async () => {
    let isOver = false
    const { fake, states } = await runFake(({ name, nth, headers }) => {
      if (!isOver) return undefined
      if (name === 'refresh') return { status: 401, body: { code: 401103, msg: 'Revoked' } }
      return name === 'v3' && nth === 2 && headers.authorization !== undefined
        ? { body: { code: 401, msg: 'Unauthorized' } }
        : undefined
    })
    await soon(() => expect(states()).toEqual(['connected']))
    isOver = true
    fake.say({ code: 401, msg: 'Session ended' })
    await soon(() => expect(states().at(-1)).toBe('connected'))
    await soon(() => expect(fake.nth('token')).toBe(2))
    await soon(() => expect(states().slice(-2)).toEqual(['disconnected', 'connected']))
  })

  it('waits as a server in trouble says', async () => {
    const { warnings } = await runFake(({ name }) =>
      name === 'v3' ? { status: 503, headers: { 'Retry-After': '7' } } : undefined,
    )
    await soon(() => expect(warnings).toHaveLength(1))
    expect(warnings[0]).toBe('ssi3: The stream refused us (503). Trying again in 7.0 s.')
  })

  it('waits half a minute when there are too many connections', async () => {
    const { warnings } = await runFake(({ name }) =>
      name === 'v3' ? { body: { code: 429, msg: 'Too many' } } : undefined,
    )
    await soon(() => expect(warnings).toHaveLength(1))
    expect(warnings[0]).toBe('ssi3: The stream refused us (429): Too many. Trying again in 30.0 s.')
  })
})

describe('ssi3 and the session of a key', () => {
  it('is one for all who use the key', async () => {
    const fake = await started()
    const options = optionsOf(fake.address, { topics: FEW })
    const all = [run(options), run(options), run({ ...options })]
    for (const { states } of all) await soon(() => expect(states()).toEqual(['connected']))
    expect(fake.nth('token')).toBe(1)
    expect(fake.open()).toBe(3)
  })

  it('outlives who used it, so that nobody is asked for a password twice', async () => {
    const fake = await started()
    const options = optionsOf(fake.address, { topics: FEW, login: { otp: '654321' } })
    const first = run(options)
    await soon(() => expect(first.states()).toEqual(['connected']))
    first.subscription.unsubscribe()
    await soon(() => expect(fake.open()).toBe(0))
    const second = run(options)
    await soon(() => expect(second.states()).toEqual(['connected']))
    expect(fake.requests.filter(({ name }) => name === 'token').map(({ body }) => body['otp'])).toEqual([
      '654321',
    ])
  })

  it('is renewed before it ends, the stream opened anew', async () => {
    let hour = 0
    const now = () => Date.now() + hour * 3_600_000
    const { fake, links } = await runFake(undefined, undefined, { now, isQuietPhase: () => false })
    await soon(() => expect(links()).toHaveLength(1))
    hour = 7.99
    await soon(() => expect(links()).toHaveLength(3))
    expect(links()[1]).toMatchObject({ state: 'disconnected', reason: 'ssi3: Closed to be renewed.' })
    expect(fake.nth('refresh')).toBe(1)
  })
})

describe('ssi3 and the lists', () => {
  it('goes on without them, with the bundled VN30, and asks again', async () => {
    const { texts, warnings, states } = await runFake(({ name, nth }) =>
      name === 'securitiesByBoard' && nth < 3
        ? { status: 400, body: { code: 400208, msg: 'Board is not allowed' } }
        : undefined,
    )
    await soon(() => expect(states()).toEqual(['connected']))
    expect(warnings).toEqual([
      'The list of securities is missing: securitiesByBoard failed (400208): Board is not allowed.',
      'The list of the VN30 is missing: securitiesByBoard failed (400208): Board is not allowed.',
    ])
    expect(texts('ssi3-rest')[0]).toContain('"origin":"bundled"')
    await soon(() => expect(texts('ssi3-rest')).toHaveLength(4))
    const kinds = texts('ssi3-rest').map(
      (text) => decodeSsi3Rest({ seq: 1, receivedTime: 0, source: 'ssi3-rest', text })[0]?.kind,
    )
    expect(kinds.slice(0, 2)).toEqual(['members', 'band'])
    expect(kinds.slice(2).sort()).toEqual(['members', 'securities'])
  })

  it('takes an error behind a status of 200 and an empty list for missing ones', async () => {
    const { warnings, states } = await runFake(({ name, query }) => {
      if (name === 'masterdata') return { body: { code: 204 } }
      return query.has('index') ? { body: { code: 504208, msg: 'One selector' } } : undefined
    })
    await soon(() => expect(states()).toEqual(['connected']))
    expect(warnings).toEqual([
      'The list of the VN30 is missing: securitiesByBoard failed (504208): One selector.',
      'The list of limits is missing: body is [], expected rows',
    ])
  })

  it('does without the list of futures, whose codes say what they are', async () => {
    const { warnings, texts, states } = await runFake(({ query }) =>
      query.get('board') === 'DERIVATIVES' ? { status: 400, body: { code: 400208, msg: 'No' } } : undefined,
    )
    await soon(() => expect(states()).toEqual(['connected']))
    expect(warnings).toEqual(['The list of futures is missing: securitiesByBoard failed (400208): No.'])
    expect(texts('ssi3-rest')[0]).toContain('"BSR"')
  })

  it('takes the limits of the last trading day until there are those of today', async () => {
    let isCached = true
    const { texts, states } = await runFake(
      ({ name, query }) => {
        if (name !== 'masterdata' || !isCached) return undefined
        if (query.get('from') === query.get('to')) return { body: { code: 204 } }
        const data = [{ symbol: 'FPT', board: 'HOSE', tradingDate: '2026/11/19', refPrice: '1000' }]
        return { body: { pageIndex: 1, data } }
      },
      undefined,
      { today: () => '2026-11-20' },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    const limits = () => texts('ssi3-rest').filter((text) => text.includes('masterdata'))
    expect(limits()).toHaveLength(1)
    expect(limits()[0]).toContain('"from":"2026/11/08","to":"2026/11/20"')
    isCached = false
    await soon(() => expect(limits()).toHaveLength(2))
    expect(limits()[1]).toContain('"tradingDate":"2026/11/20"')
  })

  it('joins the pages of a long one, also where the server gives smaller ones', async () => {
    const all = Array.from({ length: 25 }, (_, i) => ({
      symbol: `S${10 + i}`,
      tradingDate: '2026/11/20',
      refPrice: '1',
    }))
    const { texts, states, fake } = await runFake(
      ({ name, query }) => {
        if (name !== 'masterdata') return undefined
        const page = Number(query.get('pageIndex'))
        const data = all.slice((page - 1) * 10, page * 10)
        return { body: { pageIndex: page, pageSize: 10, data } }
      },
      undefined,
      { today: () => '2026-11-20' },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    const rows = (JSON.parse(texts('ssi3-rest')[2] ?? '') as { body: object[] }).body
    expect(rows).toEqual(all)
    expect(fake.nth('masterdata')).toBe(3)
  })
})

describe('ssi3 and its secrets', () => {
  it('ends with what to do when the credentials are refused', async () => {
    const { errors, batches } = await runFake(({ name, body }) =>
      name === 'token'
        ? {
            status: 401,
            body: {
              code: 401105,
              msg: `No key ${String(body['apiKey'])} with ${String(body['apiSecret'])}.`,
            },
          }
        : undefined,
    )
    await soon(() => expect(errors).toHaveLength(1))
    expect(errors[0]).toMatchObject({
      name: 'SessionError',
      terminal: true,
      message:
        'The login was refused (401105): No key *** with ***. Check the API key and its secret, that the key is still valid, and the OTP.',
    })
    expect(batches).toEqual([])
  })

  it('tells them to nobody, whatever goes wrong', async () => {
    const otp = '731946'
    const secrets = ['top-secret-9f8e', otp, grant('x').accessToken.slice(0, 20), 'refresh-of-login-1']
    const tell = ({ headers }: { headers: { authorization?: string | undefined } }) =>
      `you said ${headers.authorization ?? ''} after ${secrets.join(' and ')}`
    const { fake, warnings, links, errors } = await runFake(
      (asked) => {
        if (asked.name === 'v3' && asked.nth > 1) return { body: { code: 401, msg: tell(asked) } }
        if (asked.name === 'refresh') return { status: 401, body: { code: 401103, msg: tell(asked) } }
        if (asked.name === 'masterdata') return { status: 400, body: { code: 400213, msg: tell(asked) } }
        return undefined
      },
      ({ method, channel, topics }, socket) => {
        if (method !== 'subscribe' || !topics.includes('put.FPT')) return undefined
        socket.send(JSON.stringify({ method, channel, status: 'error', message: secrets.join() }))
        return true
      },
      { login: { otp }, topics: [...FEW, 'put.FPT'] },
    )
    await soon(() => expect(links()).toHaveLength(1))
    fake.say({ code: 503, msg: `bye ${secrets.join()}` })
    await soon(() => expect(errors).toHaveLength(1))
    const said = JSON.stringify([warnings, links(), errors.map(String)])
    expect(said).toContain('The list of limits is missing: masterdata failed (400213): you said Bearer ***')
    expect(said).toContain('A new login is needed')
    for (const secret of secrets) expect(said).not.toContain(secret)
    expect(said).not.toMatch(/eyJ/)
  })
})
