import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { deserialize } from 'node:v8'
import { Subject } from 'rxjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { replayBoard } from '../../src/cli/replay-board.ts'
import { replayScout } from '../../src/cli/replay-scout.ts'
import { replayedProgram } from '../../src/cli/replayed-program.ts'
import { stateShelf } from '../../src/cli/state-shelf.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { decode } from '../../src/sources/decode.ts'
import type { Mark } from '../../src/sources/replay/marks.ts'
import { openRecording, type Recording } from '../../src/sources/replay/recording.ts'
import { simulatedFrames } from '../simulated-frames.ts'

const frames = simulatedFrames({ seed: 4, date: '2026-11-20', from: '09:20', until: '09:32', symbols: 120 })
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-scout-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function framesFrom({ read }: Pick<Recording, 'read'>, fromSeq: number): Promise<readonly Frame[]> {
  const all: Frame[] = []
  for await (const { frames: some } of read(fromSeq)) all.push(...some)
  return all
}

it('keeps what the program of the replay would remember at each place, and finds any of them at once', async () => {
  const path = join(folder, 'day.ndjson')
  const lines = frames.map(({ receivedTime: recv, source, text: frame }) =>
    JSON.stringify({ recv, source, frame }),
  )
  await writeFile(path, lines.join('\n'))
  const recording = await openRecording([path])
  const named = { source: 'replay of day', extraSymbols: ['ZAA'] }
  const marks: Mark[] = []
  const warnings: string[] = []
  const scout = replayScout({
    ...named,
    recording,
    dir: join(folder, 'seek'),
    paths: [path],
    futures: [],
    onMark: (mark) => marks.push(mark),
    onWarning: (text) => warnings.push(text),
  })
  await expect.poll(() => marks.length, { timeout: 60_000 }).toBe(Math.floor(frames.length / 4_000))

  const board = await replayBoard({ ...named, recording })
  const program = replayedProgram({ board, decode, futures: [] })
  const frames$ = new Subject<Frame>()
  frames$.pipe(program.toOutputs).subscribe()
  const shelf = stateShelf(scout.states)
  expect(marks.length).toBeGreaterThan(1)
  for (const { seq, clock } of marks) {
    for (const frame of await framesFrom(scout.recording, seq - 3_999))
      if (frame.seq <= seq) frames$.next(frame)
    expect(program.clock()).toBe(clock)
    expect(isDeepStrictEqual(deserialize(shelf.get(seq)), deserialize(program.save()))).toBe(true)
  }
  expect(board.feed().connected).toBe(true)
  expect(warnings).toEqual([])
  await scout.close()
})

it('tells once what of a damaged journal cannot be read', async () => {
  const dir = join(folder, 'journal')
  const journal = openJournal({ dir, durability: 'none', segmentBytes: 100_000 })
  for (let at = 0; at < 4_100; at += 100) journal.append(frames.slice(at, at + 100))
  await journal.close()
  const [before = '', gone = '', behind = ''] = (await readdir(dir)).filter((name) => name.endsWith('.log'))
  await rm(join(dir, gone))
  const [from, to] = [Number.parseInt(gone, 10), Number.parseInt(behind, 10) - 1]
  const told: string[] = []
  const scout = replayScout({
    recording: await openRecording([dir]),
    dir: join(folder, 'seek-damaged'),
    paths: [dir],
    source: 'replay of journal',
    extraSymbols: [],
    futures: [],
    onMark: () => undefined,
    onWarning: (text) => told.push(text),
  })
  await expect.poll(() => told, { timeout: 60_000 }).toHaveLength(1)
  const lost = `${(to - from + 1).toLocaleString('en')} frames lost (${from} to ${to})`
  expect(told).toEqual([`journal: ${join(dir, before)}: ${lost}: it is cut, or the file behind it is gone`])
  await scout.close()
})
