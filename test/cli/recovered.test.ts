import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { BehaviorSubject, Subject } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MissedMinutes } from '../../operators/missed-minutes.ts'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { program } from '../../pipelines/program.ts'
import { liveMemory } from '../../src/cli/live-memory.ts'
import { recovered } from '../../src/cli/recovered.ts'
import { saving } from '../../src/cli/saving.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { openSnapshots } from '../../src/journal/snapshots.ts'
import { decode } from '../../src/sources/decode.ts'
import { brokenRun } from '../broken-run.ts'
import { eventfulFrames } from '../eventful-frames.ts'

const frames = eventfulFrames(9)
const secondDay = frames.findIndex(
  ({ receivedTime }) => receivedTime > (frames[0]?.receivedTime ?? 0) + 3_600_000,
)
const whole = brokenRun(frames, new Set())

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vnflow-recovered-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Adds frames to the log of a folder. */
async function log(name: string, some: readonly Frame[]) {
  const journal = openJournal({ dir: join(folder, name, 'journal'), durability: 'none' })
  for (let at = 0; at < some.length; at += 500) journal.append(some.slice(at, at + 500))
  await journal.close()
}

interface Run {
  readonly futures?: readonly string[]
  /** How far each table of the store has come. */
  readonly stored?: number
}

/** A start on what is in a folder: reads the log, and is stopped when there is no more of it. */
async function start(name: string, { futures = [], stored = Infinity }: Run = {}) {
  const told: string[] = []
  const files = openSnapshots({
    dir: join(folder, name, 'snapshots'),
    lastSeq: Infinity,
    onWarning: (text) => told.push(text),
  })
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: [] })
  const memory = liveMemory({
    board,
    missed: new BehaviorSubject<readonly MissedMinutes[]>([]),
    futures,
    store: { lastSeq: () => stored },
  })
  const saved = saving({ files, save: () => memory.save(), onWarning: (text) => told.push(text) })
  const outputs: Output[] = []
  const frames$ = new Subject<Frame>()
  frames$.pipe(memory.collect(program(decode, { futures }))).subscribe((output) => {
    memory.follow(output)
    outputs.push(output)
  })
  const batches = recovered({
    journalDir: join(folder, name, 'journal'),
    files,
    saving: saved,
    load: (snapshot) => memory.load(snapshot),
    onInfo: (text) => told.push(text),
    onWarning: (text) => told.push(text),
  })
  for await (const batch of batches)
    for (const frame of batch) {
      saved.follow(frame)
      frames$.next(frame)
    }
  await saved.finish()
  return { told, outputs, board, reading: memory.reading() }
}

/** Outputs one by one: a difference of tens of thousands is not to be printed. */
function expectSame(outputs: readonly Output[], expected: readonly Output[]) {
  const differing = outputs.findIndex((output, i) => !isDeepStrictEqual(output, expected[i]))
  expect(outputs[differing]).toEqual(expected[differing])
  expect(outputs.length).toBe(expected.length)
}

const outputsFrom = (seq: number) => whole.outputs.filter((output) => output.seq > seq)

describe('recovered', () => {
  it('reads the whole log where nothing was saved, then only what came since', async () => {
    await log('twice', frames.slice(0, 4_000))
    const first = await start('twice')
    expect(first.told).toEqual([])
    expect((await start('twice')).outputs).toEqual([])

    await log('twice', frames.slice(4_000))
    const last = await start('twice')
    expect(last.told).toEqual(['going on from the snapshot of frame 4000'])
    expectSame([...first.outputs, ...last.outputs], whole.outputs)
    expect(last.board.snapshot(true)).toEqual(whole.views[0])
    expect(last.board.alerts({ limit: 500 })).toEqual(whole.views[4])
  })

  it('keeps what earlier days decided: the active future, and what the second hand goes by', async () => {
    await log('days', frames.slice(0, secondDay))
    const { reading } = await start('days')
    const again = await start('days')
    expect(again.reading).toEqual(reading)
    await log('days', frames.slice(secondDay))
    const second = await start('days')
    expectSame(second.outputs, outputsFrom(secondDay))
    expect(second.board.snapshot(true)).toEqual(whole.views[0])

    const isActive = ({ kind }: Output) => kind === 'activeFuture'
    expect(brokenRun(frames.slice(secondDay), new Set()).outputs.some(isActive)).toBe(true)
    expect(second.outputs.some(isActive)).toBe(false)
    expect(second.board.snapshot().derivatives).not.toBeNull()
  })

  it('reads from before what the store has lost', async () => {
    await log('store', frames.slice(0, 3_000))
    await start('store')
    await log('store', frames.slice(3_000, 5_000))
    await start('store')
    await log('store', frames.slice(5_000, 6_000))
    const second = await start('store', { stored: 3_500 })
    expect(second.told).toEqual([
      'the snapshot of frame 5000 is left out: the store has not come as far',
      'going on from the snapshot of frame 3000',
    ])
    expectSame(
      second.outputs,
      outputsFrom(3_000).filter(({ seq }) => seq <= 6_000),
    )
    const nothing = await start('store', { stored: 0 })
    expectSame(
      nothing.outputs,
      whole.outputs.filter(({ seq }) => seq <= 6_000),
    )
  })

  it('tells which frames of the log cannot be read, and goes on with the rest', async () => {
    await log('damaged', frames.slice(0, 300))
    const file = join(folder, 'damaged', 'journal', '0000000000000001.log')
    const bytes = readFileSync(file)
    const at = bytes.indexOf(frames[199]?.text ?? 'none')
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(file, bytes)
    const { told, outputs } = await start('damaged')
    expect(told).toEqual([`journal: ${file}: 1 frame lost (200): damage at byte ${at - 28}`])
    const others = frames.slice(0, 300).filter(({ seq }) => seq !== 200)
    expectSame(outputs, brokenRun(others, new Set()).outputs)
  })

  it('does not go on from the snapshot of another program, or of another log', async () => {
    await log('others', frames.slice(0, 500))
    await start('others')
    const other = await start('others', { futures: ['41I1GC000'] })
    expect(other.told).toEqual(['the snapshot of frame 500 is left out: it is one of another program'])

    rmSync(join(folder, 'others', 'journal'), { recursive: true })
    await log('others', frames.slice(1, 600))
    const another = await start('others', { futures: ['41I1GC000'] })
    expect(another.told).toEqual(['the snapshot of frame 500 is left out: it is one of another log'])
    expect(another.outputs[0]?.seq).toBe(1)
  })
})
