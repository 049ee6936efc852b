/** The whole live path, or the same without pipelines, in a process of its own: socket → journal → decode → pipelines → store and sockets. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, map, mergeMap, merge, type OperatorFunction, share, tap } from 'rxjs'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { program } from '../../pipelines/program.ts'
import { feedFirst } from '../../src/cli/feed-first.ts'
import { openAudiences } from '../../src/cli/kit/open-audiences.ts'
import { pushes } from '../../src/cli/pushes.ts'
import { serverSettings } from '../../src/cli/server-settings.ts'
import { readSettings } from '../../src/cli/settings.ts'
import { keepMemorySteady } from '../../src/cli/steady-memory.ts'
import { stored } from '../../src/cli/stored.ts'
import type { Quote } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { atTurnEnd } from '../../src/domain/turn.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { journaled } from '../../src/journal/journaled.ts'
import type { Audience } from '../../src/server/audience.ts'
import { makeServer } from '../../src/server/server.ts'
import { decode } from '../../src/sources/decode.ts'
import { ssi } from '../../src/sources/ssi/ssi.ts'
import { openStore } from '../../src/store/store.ts'
import { standing } from '../fanout/standing.ts'
import { answering } from '../fanout/talk.ts'
import { pausesOf } from './pauses-of.ts'
import { profile } from './profile.ts'

keepMemorySteady()
const [address = '', way = 'all', mostConnections = '50'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'vnflow-bench-'))

const settings = readSettings({ WS_MAX_CONNECTIONS_PER_IP: mostConnections })
const journal = openJournal({ dir: join(folder, 'journal'), durability: 'batch' })
const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
const { metrics, audiences, symbols } = openAudiences(undefined, settings)
const board = makeBoard({ source: 'bench', simulated: true, extraSymbols: [] })
const pauses = pausesOf()

const microseconds = () => Number(process.hrtime.bigint() / 1_000n)
let frames = 0
let isConnected = false
/** How many frames had come in when a state was made that has been written to all sockets, and when it had been, µs. */
let [counts, times]: [number[], number[]] = [[], []]

const market: Audience = {
  get size() {
    return audiences.market.size
  },
  join: (listening) => audiences.market.join(listening),
  send(text, slot, time) {
    const count = frames
    audiences.market.send(text, slot, time)
    // Sockets are written when the turn ends, in the one that was planned before this.
    atTurnEnd(() => {
      counts.push(count)
      times.push(microseconds())
    })
  },
}

/** Quotes go out as they came in; nothing else is made of anything. */
const unmade: OperatorFunction<Frame, Output> = mergeMap((frame) =>
  decode(frame).filter((event): event is Quote => event.kind === 'quote'),
)

const server = makeServer({
  views: { ...board, snapshot: () => board.snapshot(true) },
  audiences: { ...audiences, market },
  symbols,
  metrics,
  health: () => [],
  webRoot: undefined,
  settings: serverSettings(settings),
  onError: (error) => console.error(error),
})
const { port } = await server.listen(0, '127.0.0.1')
feedFirst()
const source$ = ssi({
  baseUrl: address,
  streamUrl: address,
  consumerId: 'bench',
  consumerSecret: 'bench',
  combined: true,
  requestInterval: 0,
  isQuietPhase: () => true,
})
const running$ = source$.pipe(
  journaled(journal),
  tap(({ source, text }) => {
    if (source === 'ssi') frames += 1
    else if (source === 'link') isConnected = text.includes('"connected"')
  }),
  way === 'all' ? program(decode) : unmade,
  map((output) => {
    board.apply(output)
    return output
  }),
  share(),
  connect((all$) =>
    merge(
      stored(all$, store),
      pushes(all$, { board, audiences: { ...audiences, market }, symbols, throttle: 0 }),
    ),
  ),
)
merge(running$, server.heartbeat$).subscribe({ error: (error: unknown) => console.error(error) })
// A run of the bench writes some gigabytes: of the log the newest files are kept.
setInterval(() => void journal.drop(({ lastSeq }) => lastSeq < frames - 1_000_000), 5_000)

answering({
  port: () => port,
  /** Whoever ends this process takes it away. */
  folder: () => folder,
  isConnected: () => isConnected,
  begin() {
    frames = 0
    ;[counts, times] = [[], []]
    pauses.begin()
  },
  frames: () => frames,
  /** What was sent since the beginning, and when. */
  sent: () => ({ counts, times }),
  profile,
  standing: () => ({ ...standing(), ...pauses.read() }),
})
