import { afterEach, describe, expect, it } from 'vitest'
import { controlHandler } from '../../src/cli/control-handler.ts'
import { type RecordedPlayer, recordedPlayer } from '../../src/cli/recorded-player.ts'
import { serveRecorded, stopPlaying } from '../exchange/recorded/playing.ts'
import { negotiate, openHub, tokenOf } from '../exchange/wire/serve.ts'
import { simulatedFrames } from '../simulated-frames.ts'
import { soon } from '../sources/soon.ts'

const players: RecordedPlayer[] = []
afterEach(() => {
  stopPlaying()
  for (const player of players.splice(0)) player.close()
})

const DATE = '2026-11-20'
const frames = simulatedFrames({ seed: 3, date: DATE, from: '10:00', until: '10:02', symbols: 40 })
const timeIn = (text: string) => /\\"Time\\":\\"([\d:]+)/.exec(text)?.[1] ?? ''

async function* read(fromSeq = 1) {
  await Promise.resolve()
  for (let at = fromSeq - 1; at < frames.length; at += 500)
    yield { frames: frames.slice(at, at + 500), bytesRead: undefined }
}

/** A recording that is served at the speed at which it was received, or another. */
async function played(speed: number | 'max' = 1) {
  const player = recordedPlayer({ recording: { read }, speed, skipsPauses: false })
  players.push(player)
  const address = await serveRecorded([], {
    speed: () => player.control.status().speed,
    play: player.play,
    beside: [controlHandler(player.control)],
  })
  return {
    address,
    order: async (body: object) => {
      const response = await fetch(`${address}/api/replay`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(response.status).toBe(200)
      return (await response.json()) as { state: string; seq: number; time: string | null }
    },
    standing: async () => (await (await fetch(`${address}/api/replay`)).json()) as { state: string },
  }
}

/** A client of all that is told, and the messages that it has. */
async function client(address: string) {
  const { token } = await tokenOf(address)
  const hub = openHub(address, `connect?${(await negotiate(address, token)).query}`, token)
  await soon(() => expect(hub.frames.some(({ S }) => S === 1)).toBe(true))
  hub.call('SwitchChannels', 'ALL', 'all')
  await soon(() => expect(hub.frames.some(({ I }) => I === 'all')).toBe(true))
  let echoes = 0
  const heard = async () => {
    const id = `echo ${++echoes}`
    hub.call('Echo', '', id)
    await soon(() => expect(hub.frames.some(({ I }) => I === id)).toBe(true))
    return hub.calls().flatMap(({ M, A }) => (M === 'Broadcast' ? [A[0] ?? ''] : []))
  }
  return { heard, close: () => hub.socket.close() }
}

const at = (time: string) => `${DATE}T${time}+07:00`
const textsUpTo = (seq: number) => frames.slice(0, seq).map(({ text }) => text)

describe('/api/replay of a recording that an exchange serves', () => {
  it('stops what clients hear, takes it frame by frame, and lets it go on to its end', async () => {
    const { address, order, standing } = await played()
    expect(await standing()).toMatchObject({ state: 'paused', seq: 0, time: null })
    const { heard, close } = await client(address)
    await soon(async () => expect((await heard()).length).toBeGreaterThan(20))
    const { state, seq } = await order({ action: 'pause' })
    expect([state, await heard()]).toEqual(['paused', textsUpTo(seq)])
    expect((await order({ action: 'step' })).seq).toBe(seq + 1)
    const minute = await order({ action: 'step', by: 'bar' })
    expect(minute.time?.slice(11, 16)).toBe('10:01')
    expect(await heard()).toEqual(textsUpTo(minute.seq))
    await order({ action: 'speed', speed: 'max' })
    await order({ action: 'play' })
    await soon(async () => expect(await standing()).toMatchObject({ state: 'ended' }))
    expect(await heard()).toEqual(textsUpTo(frames.length))
    close()
  })

  it('goes ahead without a message that a client has not heard, and back without what lies before the place', async () => {
    const { address, order } = await played()
    const { heard, close } = await client(address)
    await soon(async () => expect((await heard()).length).toBeGreaterThan(20))
    await order({ action: 'pause' })
    const ahead = await order({ action: 'seek', to: at('10:01:30') })
    expect(ahead).toMatchObject({ state: 'paused', time: at('10:01:30') })
    expect(await heard()).toEqual(textsUpTo(ahead.seq))

    const back = await order({ action: 'seek', to: at('10:00:30') })
    expect(back.time).toBe(at('10:00:30'))
    const before = (await heard()).length
    const later = await client(address)
    const standing = await later.heard()
    expect(standing.length).toBeGreaterThan(40)
    expect(standing.map(timeIn).sort().at(-1)).toBe('10:00:30')
    await order({ action: 'step' })
    expect((await heard()).slice(before)).toEqual([frames[back.seq]?.text])
    later.close()
    close()
  })

  it('begins where it was told to before a client was there', async () => {
    const { address, order } = await played('max')
    expect((await order({ action: 'seek', to: at('10:01:50') })).state).toBe('paused')
    const { heard, close } = await client(address)
    await soon(async () => expect((await heard()).at(-1)).toBe(frames.at(-1)?.text))
    expect((await heard()).filter((text) => timeIn(text) > '10:01:50')).toEqual(
      textsUpTo(frames.length).filter((text) => timeIn(text) > '10:01:50'),
    )
    close()
  })

  it('plays again and again where it loops', async () => {
    const { address, order } = await played('max')
    await order({ action: 'loop', loop: true })
    const { heard, close } = await client(address)
    await soon(async () => expect((await heard()).length).toBeGreaterThan(2 * frames.length))
    await order({ action: 'pause' })
    const texts = await heard()
    expect(texts.slice(frames.length, 2 * frames.length)).toEqual(texts.slice(0, frames.length))
    close()
  })
})
