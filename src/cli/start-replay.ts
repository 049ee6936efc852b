import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { connect, filter, ignoreElements, lastValueFrom, merge, Subject, takeUntil, tap } from 'rxjs'
import type { Board } from '../../pipelines/board/board.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import type { Audiences } from '../server/audiences.ts'
import type { Metrics } from '../server/metrics.ts'
import type { ReplayControl } from '../server/routes/replay.ts'
import type { SymbolChannels } from '../server/socket/symbol-channels.ts'
import { decode } from '../sources/decode.ts'
import { makeMarks } from '../sources/replay/marks.ts'
import { makePlayer, type Player, type ReplayOrder } from '../sources/replay/player.ts'
import { openStore, type Store } from '../store/store.ts'
import { countingDecode, countOutput } from './counts.ts'
import { type DataFolder, dataFolder } from './data-folder.ts'
import { duckdbInPlay } from './duckdb-in-play.ts'
import type { Flow } from './flow.ts'
import { graphOf } from './kit/graph.ts'
import { type Kit, kitSinks } from './kit/kit.ts'
import { openAudiences } from './kit/open-audiences.ts'
import { logged } from './logger.ts'
import { measuredStore } from './measured-store.ts'
import { openServer } from './open-server.ts'
import { type ReplayFlags, type ReplayOrigin, replayOrigin } from './origins/replay.ts'
import { pacedRecording } from './paced-recording.ts'
import { type PlayedFrames, playedFrames } from './played-frames.ts'
import { pushes } from './pushes.ts'
import { replayedProgram } from './replayed-program.ts'
import type { Settings } from './settings.ts'
import { replayBoard } from './replay-board.ts'
import { recordingLog } from './recording-log.ts'
import { replayScout } from './replay-scout.ts'
import { stateShelf } from './state-shelf.ts'
import { stopped$ } from './stopped.ts'
import { type StoreBacklog, storeBacklog } from './store-backlog.ts'
import { storedKinds } from './stored-kinds.ts'
import { storedBy } from './stored.ts'

/** What the main job is started with when a recording is its source. */
export interface StartReplayOptions {
  readonly flags: ReplayFlags
  readonly speed: ReplaySpeed
  readonly port: number
  readonly dataDir: string
  readonly settings: Settings
  readonly logger: Logger
  readonly kit: Kit | undefined
  /** Alert rules of the user. */
  readonly rules: readonly Rule[]
  /** Takes what has to be closed at the end, in the order in which it was opened. */
  readonly closers: (() => Promise<unknown>)[]
}

/** Everything that a replay is made of. */
interface Session extends StartReplayOptions {
  readonly origin: ReplayOrigin
  readonly folder: DataFolder
  readonly store: Store
  readonly board: Board
  readonly metrics: Metrics
  readonly audiences: Audiences
  readonly symbols: SymbolChannels
  readonly flow: Flow
  readonly played: PlayedFrames
  readonly backlog: StoreBacklog
}

/** The log is the recording itself, so there is no other that could fail. */
const journal = { health: () => ({ trouble: undefined, heldFrames: 0, heldBytes: 0 }) }

/**
 * `vnflow start --source replay`: a recording in place of a source, under control of whoever asks. There is no log but the recording, and
 * the data lies in a folder of its own. The store takes what each frame gives once, however often and in whatever order it is played; what a
 * seek passes over is not in it until it is played.
 */
export async function startReplay(options: StartReplayOptions): Promise<void> {
  const { settings, logger, closers, dataDir, kit } = options
  const origin = await replayOrigin(options.flags, options.speed)
  const { run, simulated } = origin
  const folder = await dataFolder(dataDir, { source: 'replay', group: 'replay', run, simulated })
  const store = await openStore({
    path: folder.store,
    tables: kit?.statements ?? [],
    onTrouble: (text) => logger.warn(text),
  })
  closers.push(() => store.close())
  const { metrics, audiences, symbols, flow } = openAudiences(kit, settings)
  const board = await replayBoard({
    source: origin.name,
    extraSymbols: settings.EXTRA_SYMBOLS,
    recording: origin.recording,
    simulated,
  })
  await play({
    ...options,
    origin,
    folder,
    store: measuredStore(store, metrics),
    metrics,
    board,
    audiences,
    symbols,
    flow,
    played: playedFrames(),
    backlog: storeBacklog(),
  })
}

async function play(session: Session): Promise<void> {
  const { origin, folder, board, metrics, settings, rules } = session
  const program = replayedProgram({
    board,
    decode: countingDecode(decode, metrics),
    futures: settings.FUTURES_OVERRIDE,
    rules,
  })
  const orders$ = new Subject<ReplayOrder>()
  const { log, ...known } = ahead(session)
  const player = makePlayer({
    ...origin,
    ...known,
    program: {
      ...program,
      load(state) {
        leavePlace(session)
        program.load(state)
      },
    },
    control$: orders$,
    now: () => performance.now(),
  })
  const server = await openServer({
    ...session,
    data: session,
    journal,
    log,
    replay: controlOf(player, orders$),
    graph: () => graphOf(session),
  })
  session.closers.push(() => server.close())
  console.log(`vnflow  ${server.address}  ${origin.name}, speed ${origin.speed}, data in ${folder.path}`)
  const running$ = merge(
    outputs(session, player, program.toOutputs),
    server.heartbeat$.pipe(takeUntil(stopped$)),
  )
  await lastValueFrom(running$, { defaultValue: undefined })
}

/** It goes on elsewhere, be it before or behind: what the user's pipelines and the channels remember is of another place. */
function leavePlace({ kit, played, symbols, audiences }: Session): void {
  kit?.reset()
  played.jump()
  symbols.forget()
  for (const audience of Object.values(audiences)) audience.forget?.()
}

const controlOf = ({ status }: Player, orders$: Subject<ReplayOrder>): ReplayControl => ({
  status,
  order: (command) =>
    new Promise((done) => {
      orders$.next({ command, done })
    }),
})

/** Somebody goes ahead of the player, so that a seek is quick also to where it has not been. */
function ahead({ origin, folder, settings, rules, logger, flags, closers, backlog }: Session) {
  const dir = join(folder.path, 'seek')
  const scout = replayScout({
    recording: origin.recording,
    dir,
    paths: flags.recording ?? [],
    source: origin.name,
    extraSymbols: settings.EXTRA_SYMBOLS,
    futures: settings.FUTURES_OVERRIDE,
    rules,
    onMark: (mark) => marks.learn(mark),
    onWarning: (text) => logger.warn(text),
  })
  const marks = makeMarks(stateShelf(scout.states))
  closers.push(() => rm(dir, { recursive: true, force: true }))
  closers.push(() => scout.close())
  const { recording } = scout
  return { recording: pacedRecording(recording, backlog), marks, log: recordingLog(recording) }
}

function outputs(session: Session, player: Player, program: ReturnType<typeof replayedProgram>['toOutputs']) {
  const { store, board, audiences, symbols, logger, metrics, settings, kit, flow, played, backlog } = session
  const isShown = () => !player.isSeeking()
  return player.frames$.pipe(
    tap(({ seq }) => {
      played.play(seq)
      metrics.journalLastSeq.set(seq)
    }),
    program,
    takeUntil(stopped$),
    connect((all$) => {
      const new$ = all$.pipe(filter(played.isNew))
      const shown$ = all$.pipe(filter(isShown))
      return merge(
        new$.pipe(tap(countOutput(metrics)), ignoreElements()),
        storedBy(new$, storedKinds(settings.VNFLOW_TABLES), (table) =>
          duckdbInPlay(store, table, { place: played.count, onWaiting: backlog.change }),
        ),
        pushes(shown$, {
          board,
          audiences,
          symbols,
          throttle: settings.WS_THROTTLE_INTERVAL_MS,
          refresh$: player.arrived$.pipe(takeUntil(stopped$)),
        }),
        all$.pipe(filter(player.isSeeking), tap(symbols.keep), ignoreElements()),
        logged(shown$, logger),
        kitSinks(all$, kit, { store, audiences, logger, isNew: played.isNew, isShown, place: played.count }),
        flow.toCounts(new$),
      )
    }),
    ignoreElements(),
  )
}
