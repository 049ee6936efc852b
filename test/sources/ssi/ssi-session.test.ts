import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import type { RawFrame } from '../../../src/domain/frame.ts'
import { ssi, type SsiOptions } from '../../../src/sources/ssi/ssi.ts'
import { soon } from '../soon.ts'
import { calls, fakeSsi, jwt, type Script } from './fake-ssi.ts'

const running: Subscription[] = []
const fakes: Awaited<ReturnType<typeof fakeSsi>>[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  for (const fake of fakes.splice(0)) fake.close()
})

/** The source over one connection, to a far side that goes by a script. */
async function run(script?: Script, more: Partial<SsiOptions> = {}) {
  const fake = await fakeSsi(script)
  fakes.push(fake)
  const frames: RawFrame[] = []
  const warnings: string[] = []
  const source = ssi({
    baseUrl: fake.address,
    streamUrl: fake.address,
    consumerId: 'id',
    consumerSecret: 'hush',
    requestInterval: 0,
    random: () => 0.01,
    channels: ['X-TRADE:ALL'],
    onWarning: (text) => warnings.push(text),
    ...more,
  })
  running.push(source.subscribe((batch) => frames.push(...batch)))
  const links = () =>
    frames
      .filter(({ source: from }) => from === 'link')
      .map(({ text }) => JSON.parse(text) as { state: string; reason: string })
  return { fake, warnings, links, states: () => links().map(({ state }) => state) }
}

/** A message of 20 November 2026, a trading day. */
const at = (time: string) =>
  calls([
    'Broadcast',
    JSON.stringify({
      DataType: 'X-TRADE',
      Content: JSON.stringify({ TradingDate: '20/11/2026', Time: time }),
    }),
  ])

const open = { isQuietPhase: () => false }

describe('ssi keeps its subscriptions alive', () => {
  it('does not take an acknowledgement for a delivery', async () => {
    const { states, links, fake } = await run(undefined, { ...open, proveWithin: 120 })
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(links()[1]?.reason).toBe(
      'X-TRADE:ALL: The subscription was acknowledged, but nothing came within 0.12 s.',
    )
    expect(fake.switched.slice(0, 2)).toEqual(['X-TRADE:ALL', 'X-TRADE:ALL'])
  })

  it('takes silence of the data for a loss, whatever keeps the connection alive', async () => {
    const { fake, states, links } = await run(undefined, { ...open, proveWithin: 60_000, silence: 200 })
    await soon(() => expect(states()).toEqual(['connected']))
    const beat = setInterval(() => fake.say({}), 20)
    fake.say(at('10:00:00'))
    await soon(() => expect(states().slice(0, 2)).toEqual(['connected', 'disconnected']))
    clearInterval(beat)
    expect(links()[1]?.reason).toBe('X-TRADE:ALL: Nothing came, although the market is open, for 0.2 s.')
  })

  it.each([
    ['the closing auction', '14:30:00'],
    ['lunch', '11:31:00'],
    ['the evening', '15:30:00'],
  ])('lets %s be silent, by the time in the messages', async (_, time) => {
    const { fake, states, warnings } = await run(undefined, {
      silence: 80,
      proveWithin: 60_000,
      now: () => Date.parse('2026-11-20T10:00:00+07:00'),
    })
    // A market that is open by the wall clock is not by its own.
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say(at(time))
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect([states(), warnings]).toEqual([['connected'], []])
  })

  it('goes on with the time of an exchange that runs fast', async () => {
    // At a thousand times the pace lunch is over in 5.4 s; ten minutes of it are in 0.6 s.
    const { fake, states } = await run(undefined, { silence: 100, proveWithin: 60_000, speed: 1000 })
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say(at('12:50:00'))
    await soon(() => expect(states().slice(0, 2)).toEqual(['connected', 'disconnected']))
  })

  it('expects nothing of channels that may rest', async () => {
    const { states } = await run(undefined, {
      ...open,
      channels: ['F:ALL', 'OL:ALL', 'X:SSI'],
      proveWithin: 50,
      silence: 50,
    })
    await soon(() => expect(states()).toEqual(['connected']))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(states()).toEqual(['connected'])
  })
})

describe('ssi and its credentials', () => {
  it('takes a connection anew before its token ends, with another token', async () => {
    const { fake, states, links, warnings } = await run((name, { nth }) =>
      name === 'AccessToken'
        ? {
            body: {
              status: 200,
              data: { accessToken: jwt(Date.now() + (nth === 1 ? 3000 : 3_600_000), `n${nth}`) },
            },
          }
        : undefined,
    )
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(links()[1]?.reason).toBe('X-TRADE:ALL: Closed to be renewed.')
    expect(fake.nth('AccessToken')).toBe(2)
    const [first, second] = fake.requests.filter(({ name }) => name === 'connect')
    expect(first?.authorization).not.toBe(second?.authorization)
    expect(warnings).toEqual([])
  })

  it.each(['AccessToken', 'negotiate', 'connect'])(
    'stays away as long as it is asked to when %s comes too often',
    async (step) => {
      const { warnings } = await run((name) =>
        name === step
          ? { status: 429, headers: { 'Retry-After': '77' }, body: 'API calls quota exceeded!' }
          : undefined,
      )
      await soon(() => expect(warnings).toContainEqual(expect.stringMatching(/Trying again in 77\.0 s\.$/)))
    },
  )
})

describe('ssi and its channels', () => {
  it('subscribes to every kind that there is, each over its own connection or all over one', async () => {
    const channels = ['F', 'X', 'X-QUOTE', 'X-TRADE', 'R', 'MI', 'B', 'OL'].map((kind) => `${kind}:ALL`)
    const apart = await run(undefined, { channels })
    await soon(() => expect([...apart.fake.switched].sort()).toEqual([...channels].sort()))
    const joined = await run(undefined, { channels, combined: true })
    await soon(() => expect(joined.fake.switched).toEqual([channels.join(',')]))
    expect(joined.fake.sockets).toHaveLength(1)
  })
})
