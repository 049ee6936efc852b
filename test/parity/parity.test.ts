import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { map } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../src/domain/outputs.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import { paced } from '../../src/sources/replay/paced.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { difference, hashes, lineCount, linesOf, tracksIn } from './difference.ts'
import { replayedElsewhere } from './elsewhere.ts'
import { type ServedExchange, servedExchange } from './exchange.ts'
import { liveDifference, type LiveLife, placesOf } from './gate.ts'
import { liveRun } from './live-run.ts'
import { asNdjson, framesIn, inChunks, without } from './readings.ts'
import { type ReplayedRun, replayedRun } from './replayed-run.ts'

/** Exchange seconds in a second. */
const SPEED = 400
/** Frames after which the first life ends, and the second, once it has seen all kinds. */
const [FIRST, SECOND] = [1_500, 3_000]

const MINUTE = 60_000
const script = {
  seed: 1,
  faults: [
    { kind: 'duplicate', share: 0.01 },
    { kind: 'reorder', share: 0.01 },
    { kind: 'lose', share: 0.005 },
    { kind: 'null-side', share: 0.1 },
    { kind: 'unknown-keys', share: 0.01 },
    { kind: 'empty-numbers', share: 0.005 },
    { kind: 'drop', at: '09:03', share: 0.5 },
    { kind: 'drop', at: '09:10' },
  ],
}

/** What the day must have, or nothing is said of it. */
const KINDS = 'trade quote session foreignFlow index basis bar alert gap rejected connection'.split(' ')
const TRACKS =
  'outputs printed rows-alerts rows-bars rows-trades sent-alerts sent-status shown shown-last'.split(' ')

let folder: string
let exchange: ServedExchange
let store: Store
let journal: string
let reference: string
let wanted: ReadonlySet<string>
let elsewhere: Promise<string>
let lives: readonly LiveLife[]
const told: string[] = []

/** A live run until so many frames are in the log, and all kinds of outputs were given; then it is stopped as Ctrl-C does. */
async function life(name: string, frames: number, kinds: readonly string[]): Promise<string> {
  const out = join(folder, name)
  const awaited = new Set(kinds)
  let isStopping = false
  await liveRun({
    address: exchange.address,
    speed: SPEED,
    data: join(folder, 'data'),
    openStore: () => Promise.resolve(store),
    out,
    throttle: 300,
    onInfo: (text) => told.push(text),
    onOutput({ kind, seq }) {
      awaited.delete(kind)
      if (seq < frames || isStopping || awaited.size > 0) return
      isStopping = true
      setImmediate(() => process.emit('SIGINT'))
    },
  })
  return out
}

async function replayed(name: string, run: Partial<ReplayedRun>): Promise<string> {
  const out = join(folder, name)
  await replayedRun({ frames: readJournal(journal), wanted, ...run, out })
  return out
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vnflow-parity-'))
  journal = join(folder, 'data', 'journal')
  store = await openStore({ path: join(folder, 'vnflow.duckdb') })
  exchange = await servedExchange({ startAt: (8 * 60 + 59) * MINUTE, speed: SPEED, script })
  lives = [
    { dir: await life('live-1', FIRST, ['trade']), relation: 'beginning' },
    { dir: await life('live-2', SECOND, KINDS), relation: 'end' },
  ]
  exchange.close()
  await store.close()
  // Each life was stopped well, so that no output was given twice.
  const outputs = lives.reduce((sum, { dir }) => sum + lineCount(dir, 'outputs'), 0)
  wanted = placesOf(lives, outputs)
  elsewhere = replayedElsewhere(
    { TZ: 'America/New_York', LC_ALL: 'tr_TR.UTF-8' },
    { journal, out: join(folder, 'elsewhere'), wanted },
  )
  reference = await replayed('replayed', {})
}, 180_000)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('a live run, stopped and started again on a bad day', () => {
  it('records everything that leaves the program', () => {
    expect(exchange.events.filter(({ kind }) => kind === 'drop')).not.toEqual([])
    expect(told.join('\n')).toMatch(/going on from the snapshot of frame [1-9]/)
    const outputs = linesOf(reference, 'outputs').join('\n')
    for (const kind of KINDS) expect(outputs).toContain(`{"kind":"${kind}"`)
    expect(tracksIn(reference)).toEqual(expect.arrayContaining(TRACKS))
  })

  it('gives what its replay gives, byte for byte', () => {
    expect(liveDifference(reference, lives)).toBeUndefined()
  })
})

describe('a replay is the same', () => {
  const same = (dir: string, except: readonly string[] = []) => {
    expect(difference(reference, dir, { relation: 'whole', except })).toBeUndefined()
    if (except.length === 0) expect(hashes(dir)).toEqual(hashes(reference))
  }

  it('at seven times the pace', async () => {
    const frames = paced(readJournal(journal), { speed: 7, skipsPauses: false, now: () => performance.now() })
    same(await replayed('paced', { frames }))
  })

  it('in chunks of other sizes', async () => {
    same(await replayed('chunks', { frames: inChunks(readJournal(journal), [1, 7, 1_500, 2]) }))
  })

  it('from NDJSON', async () => {
    const path = join(folder, 'log.ndjson')
    await asNdjson(journal, path)
    same(await replayed('ndjson', { frames: framesIn(path) }))
  })

  it('broken off and gone on with from what was saved', async () => {
    const breaks = new Set([1, 700, 701, 1_499, 2_600])
    same(await replayed('broken', { breaks }), ['sent-status'])
  })

  it('on a machine in another time zone, with another language', async () => {
    expect(await elsewhere).toBe('tr-TR America/New_York')
    same(join(folder, 'elsewhere'))
  })
})

describe('the gate is closed to', () => {
  const found = (dir: string) => difference(reference, dir, { relation: 'whole' })

  it('an operator that reads the wall clock', async () => {
    const late = (output: Output): Output =>
      output.kind === 'bar' ? { ...output, exchangeTime: output.exchangeTime + performance.now() } : output
    expect(found(await replayed('clock', { tampered: map(late) }))).toMatch(
      /^outputs: line \d+ differs at byte \d+\nexpected .*"kind":"bar".*\n {2}actual .*"kind":"bar"/,
    )
  })

  it('a frame that is left out', async () => {
    const trade = linesOf(reference, 'outputs').find((line) => line.includes('"kind":"trade"'))
    const { seq } = JSON.parse(trade ?? '') as Output
    const frames = without(readJournal(journal), seq)
    expect(found(await replayed('dropped', { frames }))).toMatch(/^outputs: line \d+ differs/)
  })

  it('a state on the screen that is another one', () => {
    const life = lives.at(-1)
    const dir = join(folder, 'another')
    cpSync(life!.dir, dir, { recursive: true })
    const path = join(dir, 'shown.txt')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"total_volume":(\d)/, '"total_volume":9$1'))
    expect(liveDifference(reference, [{ ...life!, dir }])).toMatch(/^shown after \d+ \w+:\nexpected {"/)
  })
})
