import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tables } from '../../sinks/tables.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import { paced } from '../../src/sources/replay/paced.ts'
import { openStore } from '../../src/store/store.ts'
import { random } from '../../src/exchange/random.ts'
import { difference, hashes, lineCount } from '../parity/difference.ts'
import { replayedElsewhere } from '../parity/elsewhere.ts'
import { type ServedExchange, servedExchange } from '../parity/exchange.ts'
import { liveDifference, type LiveLife, placesOf } from '../parity/gate.ts'
import { asNdjson, framesIn, inChunks } from '../parity/readings.ts'
import { type ReplayedRun, replayedRun } from '../parity/replayed-run.ts'
import { spawnVnflow } from '../run-vnflow.ts'

/** Exchange seconds in a second. */
const SPEED = 300
const MINUTE = 60_000
/** The first trades of the day after. */
const END = Date.parse('2026-11-23T09:04:00+07:00')
/** Frames behind the first snapshot at which the first life is killed: by then the store has come as far. */
const BEHIND = 12_000
const BREAKS = 40

const script = {
  seed: 1,
  faults: [
    { kind: 'lose', share: 0.002 },
    { kind: 'duplicate', share: 0.002 },
    { kind: 'reorder', share: 0.01 },
    { kind: 'null-side', share: 0.1 },
    { kind: 'unknown-keys', share: 0.01 },
    { kind: 'empty-numbers', share: 0.001 },
    { kind: 'drop', at: '09:20', share: 0.5 },
    { kind: 'drop', at: '09:50' },
    { kind: 'split', at: '10:00', for: 30 },
    { kind: 'burst', at: '10:05', trades: 1_500 },
    { kind: 'clock-jump', at: '10:10', for: 20, by: -90 },
    { kind: 'token-expiry', at: '10:40' },
    { kind: 'kick', at: '11:10', for: 10 },
    // Long enough for the second hand to move.
    { kind: 'silence', at: '13:20', for: 1_200 },
    { kind: 'restart', at: '14:00', for: 60 },
    { kind: 'drop', at: '14:40' },
  ],
}

let folder: string
let data: string
let journal: string
let exchange: ServedExchange
let lives: readonly LiveLife[]
let wanted: ReadonlySet<string>
let reference: string
let elsewhere: readonly { readonly out: string; readonly where: Promise<string> }[]
const told: string[] = []
const running = new Set<ChildProcess>()

const main = fileURLToPath(new URL('../parity/live-process.ts', import.meta.url))

/** A life of the live run, until `isOver` says so of a frame and its time; then it is ended by a signal. */
async function life(name: string, signal: NodeJS.Signals, isOver: (seq: number, time: number) => boolean) {
  const out = join(folder, name)
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', main, exchange.address, String(SPEED), data, out],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  running.add(child)
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const [what = '', ...rest] = line.split(' ')
    if (what === 'told') told.push(rest.join(' '))
    else if (isOver(Number(rest[0]), Number(rest[1]))) child.kill(signal)
  }
  expect(await ended).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [0, null])
  running.delete(child)
  return out
}

async function replayed(name: string, run: Partial<ReplayedRun>): Promise<string> {
  const out = join(folder, name)
  await replayedRun({ frames: readJournal(journal), wanted, ...run, out })
  return out
}

const isSaved = () => existsSync(join(data, 'snapshots')) && readdirSync(join(data, 'snapshots')).length > 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vnflow-parity-'))
  data = join(folder, 'data')
  journal = join(data, 'journal')
  mkdirSync(data)
  exchange = await servedExchange({ startAt: (8 * 60 + 50) * MINUTE, speed: SPEED, script })
  let killAt = Infinity
  const begun = performance.now()
  const killed = await life('live-1', 'SIGKILL', (seq) => {
    if (killAt === Infinity && isSaved()) killAt = seq + BEHIND
    return seq >= killAt
  })
  const stopped = await life('live-2', 'SIGINT', (_seq, time) => time >= END)
  exchange.close()
  lives = [
    { dir: killed, relation: 'beginning' },
    { dir: stopped, relation: 'end' },
  ]
  console.log(`live: ${Math.round((performance.now() - begun) / 1_000)} s`)
  const first = await replayed('first', { wanted: new Set() })
  wanted = placesOf(lives, lineCount(first, 'outputs'))
  rmSync(first, { recursive: true })
  elsewhere = [
    { TZ: 'America/New_York', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'Europe/London', LC_ALL: 'vi_VN.UTF-8' },
  ].map((place) => {
    const out = join(folder, place.LC_ALL)
    return { out, where: replayedElsewhere(place, { journal, out, wanted }) }
  })
  const store = await openStore({ path: join(folder, 'replayed.duckdb') })
  reference = await replayed('replayed', { store })
  await store.exportBefore('2026-11-23')
  await store.close()
}, 1_200_000)
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** What the tables of a store come to: how many rows each has, and a sum over all values of them. */
async function contents(path: string) {
  const store = await openStore({ path })
  const found: Record<string, unknown> = {}
  for (const { name } of Object.values(tables)) {
    const [row] = await store.read(
      `select count(*) as row_count, sum(hash(r))::varchar as checksum from (select * from ${name}) r`,
    )
    found[name] = row
  }
  await store.close()
  return found
}

describe('a live day, killed in the middle and started again', () => {
  it('was a bad one', () => {
    const kinds = new Set(exchange.events.map(({ kind }) => kind))
    for (const { kind } of script.faults) expect(kinds).toContain(kind)
    expect(told.join('\n')).toMatch(/going on from the snapshot of frame [1-9]/)
    // What was told between the snapshot and the end was told again.
    const [all, ...parts] = [reference, ...lives.map(({ dir }) => dir)].map((dir) =>
      lineCount(dir, 'outputs'),
    )
    expect(parts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(all ?? Infinity)
    console.log(`outputs: ${all}, places: ${wanted.size}`)
  })

  it('gives what its replay gives, byte for byte', () => {
    expect(liveDifference(reference, lives)).toBeUndefined()
  })

  it('leaves the store with the rows of its replay, each once', async () => {
    const [live, again] = [join(data, 'vnflow.duckdb'), join(folder, 'replayed.duckdb')]
    expect(await contents(live)).toEqual(await contents(again))
  })
})

describe('a replay of the day is the same', () => {
  const same = (dir: string, except: readonly string[] = []) => {
    expect(difference(reference, dir, { relation: 'whole', except })).toBeUndefined()
    if (except.length === 0) expect(hashes(dir)).toEqual(hashes(reference))
    rmSync(dir, { recursive: true })
  }

  it('on machines in other time zones, with other languages', async () => {
    expect(await Promise.all(elsewhere.map(({ where }) => where))).toEqual([
      'tr-TR America/New_York',
      'vi-VN Europe/London',
    ])
    for (const { out } of elsewhere) same(out)
  })

  it('at seven times the pace', async () => {
    const frames = paced(readJournal(journal), { speed: 7, skipsPauses: false, now: () => performance.now() })
    same(await replayed('paced', { frames }))
  })

  it('from NDJSON, in chunks of other sizes', async () => {
    const path = join(folder, 'log.ndjson')
    await asNdjson(journal, path)
    same(await replayed('ndjson', { frames: inChunks(framesIn(path), [1, 7, 1_500, 2, 40_000]) }))
  })

  it(`broken off ${BREAKS} times and gone on with from what was saved`, async () => {
    let last = 0
    for await (const frames of readJournal(journal)) last = frames.at(-1)?.seq ?? last
    const { below } = random(1, 'breaks')
    const breaks = new Set(Array.from({ length: BREAKS }, () => below(last)))
    same(await replayed('broken', { breaks }), ['sent-status'])
  })

  it('printed by the command, which tells what is open at the end besides', async () => {
    const dir = join(folder, 'command')
    mkdirSync(dir)
    const child = spawnVnflow(['replay', journal, '--emit', 'all'], {
      TZ: 'America/New_York',
      LC_ALL: 'tr_TR.UTF-8',
    })
    await pipeline(child.stdout, createWriteStream(join(dir, 'printed.txt')))
    expect(
      difference(dir, reference, { relation: 'beginning', except: othersThan('printed') }),
    ).toBeUndefined()
    expect(lineCount(dir, 'printed')).toBeGreaterThan(0)
  })
})

const othersThan = (track: string) => Object.keys(hashes(reference)).filter((name) => name !== track)
