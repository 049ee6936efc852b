import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openJournal } from '../../src/journal/journal.ts'
import { endVnflow } from '../run-vnflow.ts'
import { simulatedFrames } from '../simulated-frames.ts'
import { soon } from '../sources/soon.ts'
import { folder } from '../store/folder.ts'
import { killAll, running } from './running.ts'

afterAll(killAll)

it('tells once what is lost of the log that it serves, however often it is played', async () => {
  const dir = folder()
  const frames = simulatedFrames({ seed: 3, date: '2026-11-20', from: '10:00', until: '10:01', symbols: 40 })
  const journal = openJournal({ dir, durability: 'none' })
  journal.append(frames)
  await journal.close()
  const file = join(dir, '0000000000000001.log')
  const bytes = readFileSync(file)
  const at = bytes.indexOf(frames[199]?.text ?? 'none')
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  writeFileSync(file, bytes)

  const venue = await running(['exchange', '--from', dir, '--speed', 'max', '--port', '0'])
  const order = async (body: object) => {
    const headers = { 'Content-Type': 'application/json' }
    await fetch(`${venue.address}/api/replay`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const played = async () => {
    await order({ action: 'play' })
    await soon(async () =>
      expect(await (await fetch(`${venue.address}/api/replay`)).json()).toMatchObject({ state: 'ended' }),
    )
  }
  await played()
  await order({ action: 'seek', to: '2026-11-20T10:00:00+07:00' })
  await played()
  expect(venue.stderr()).toBe(`journal: ${file}: 1 frame lost (200): damage at byte ${at - 28}\n`)
  await venue.stop()
}, 60_000)

it('says in one line of a length to be read that a file is no recording, however many lines it has', async () => {
  const file = join(folder(), 'notes.ndjson')
  writeFileSync(file, '{"note":"no frame"}\n'.repeat(2_000))
  const { code, stderr } = await endVnflow(['exchange', '--from', file, '--port', '0'])
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^vnflow: notes holds no messages of FastConnect \(but of none, for line 1 is not .*…\); .*\n$/,
  )
  expect(stderr.length).toBeLessThan(600)
})

it('knows the members of the VN30 before it plays the place, a moment after the first message, where they came', async () => {
  const frames = simulatedFrames({ seed: 3, date: '2026-11-20', from: '10:00', until: '10:01', symbols: 40 })
  const isList = ({ source }: { readonly source: string }) => source.endsWith('-rest')
  const list = (endpoint: string, row: object) => ({
    receivedTime: frames[0]?.receivedTime ?? 0,
    source: 'ssi-rest',
    text: JSON.stringify({ endpoint, indexCode: 'VN30', body: { data: [row] } }),
  })
  const messages = frames.filter((frame) => !isList(frame))
  const members = list('IndexComponents', { IndexCode: 'VN30', IndexComponent: [{ StockSymbol: 'FPT' }] })
  const minutes = list('IntradayOhlc', { Symbol: 'FPT' })
  const file = join(folder(), 'late.ndjson')
  const lines = [...messages.slice(0, 50), minutes, members, ...messages.slice(50)].map((frame) =>
    JSON.stringify({ recv: frame.receivedTime, source: frame.source, frame: frame.text }),
  )
  writeFileSync(file, `${lines.join('\n')}\n`)

  const venue = await running(['exchange', '--from', file, '--port', '0'])
  const market = `${venue.address}/api/v2/Market`
  const login = await fetch(`${market}/AccessToken`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ consumerID: 'a', consumerSecret: 'b' }),
  })
  const { data } = (await login.json()) as { readonly data: { readonly accessToken: string } }
  const ask = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${data.accessToken}` }
    return (await fetch(`${market}/${path}`, { headers })).json()
  }
  expect(await ask('IndexComponents?indexCode=VN30')).toMatchObject({ data: [{ IndexCode: 'VN30' }] })
  expect(await ask('IntradayOhlc?symbol=FPT')).toMatchObject({ data: null })
  await venue.stop()
}, 60_000)
