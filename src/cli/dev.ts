import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { Command } from 'commander'
import {
  debounceTime,
  concatMap,
  concat,
  defer,
  EMPTY,
  filter,
  from,
  ignoreElements,
  interval,
  lastValueFrom,
  merge,
  mergeMap,
  NEVER,
  Observable,
  takeUntil,
  tap,
} from 'rxjs'
import { program } from '../../pipelines/program.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import { type Instant, isoIct } from '../domain/time.ts'
import { decode } from '../sources/decode.ts'
import { paced } from '../sources/replay/paced.ts'
import { openRecording } from '../sources/replay/recording.ts'
import { devSession, type DevSession } from './kit/dev-session.ts'
import { type LiveTable, liveTable } from './kit/live-table.ts'
import { existingFile } from './kit/load-pipelines.ts'
import { outlive } from './kit/outlive.ts'
import { parsePlaySpeed } from './options.ts'
import { readSettings } from './settings.ts'
import { stopped$ } from './stopped.ts'

interface DevOptions {
  readonly replay: readonly string[]
  readonly speed: ReplaySpeed
  readonly skipPauses?: boolean
}

/** An editor writes a file in several steps, ms. */
const SETTLED = 30
const DRAWN = 250

/** `vnflow dev FILE`: a pipeline file on a recording, loaded again on each save. */
export const devCommand = (): Command =>
  new Command('dev')
    .description(
      'runs a pipeline file on a recording, and loads it again on each save; the recording goes on where it is',
    )
    .argument('<file>', 'a file that exports a pipeline')
    .requiredOption('--replay <path...>', 'what it is run on: what vnflow replay takes')
    .option('--speed <speed>', 'max, or how many times faster than it was recorded', parsePlaySpeed, 60)
    .option('--skip-pauses', 'do not wait out lunch, nights and other stretches without data')
    .action(dev)

async function* framesOf(
  paths: readonly string[],
  onDamage: (line: string) => void,
): AsyncGenerator<readonly Frame[]> {
  const { read } = await openRecording(paths)
  for await (const { frames } of read(1, onDamage)) yield frames
}

/** Emits when a file in one of the folders was written. */
const readSaves = (file: string, folders: ReadonlySet<string>): Observable<unknown> =>
  merge(
    ...[...folders].map(
      (folder) =>
        new Observable<string>((subscriber) => {
          const watcher = watch(folder, (_event, name) => subscriber.next(name ?? file))
          watcher.on('error', (error) => subscriber.error(error))
          return () => watcher.close()
        }),
    ),
  ).pipe(
    filter((name) => /\.(ts|js|mjs|yaml)$/.test(name)),
    debounceTime(SETTLED),
  )

/** The outputs of the recording, at its pace. */
function outputsOf(
  { replay, speed, skipPauses: skipsPauses = false }: DevOptions,
  onDamage: (line: string) => void,
): Observable<Output> {
  const chunks = framesOf(replay, onDamage)
  return from(paced(chunks, { speed, skipsPauses, now: () => performance.now(), ended$: stopped$ })).pipe(
    mergeMap((frames) => frames),
    program(decode, { futures: readSettings().FUTURES_OVERRIDE }),
  )
}

/** Loads the file, and tells how long it took and where the recording is. */
async function reload(
  session: DevSession,
  table: LiveTable,
  { file, clock }: { file: string; clock: () => Instant },
) {
  const begun = performance.now()
  const files = await session.load()
  if (files)
    table.note(
      `${basename(file)} runs since ${clock() > 0 ? isoIct(clock()).slice(11, 19) : 'the beginning'} ` +
        `(loaded in ${Math.round(performance.now() - begun)} ms)`,
    )
  return files
}

/** Draws the table now and then, under a title. */
const toDrawing = (
  file: string,
  table: LiveTable,
  { clock, count }: { clock: () => Instant; count: () => number },
) =>
  interval(DRAWN).pipe(
    tap(() => {
      const time = clock() > 0 ? isoIct(clock()).slice(0, 19) : ''
      table.title(`${basename(file)}  ${time}  ${count().toLocaleString('en')} rows`)
      table.draw()
    }),
  )

/** On a terminal one looks at the end, and may change the file once more. */
const toEnd = (session: DevSession, table: LiveTable) =>
  defer(() => {
    session.end()
    table.note('the recording has ended')
    table.draw()
    return process.stdout.isTTY ? NEVER : EMPTY
  })

async function dev(file: string, options: DevOptions) {
  // A mistake in a file is waited for, and so is one that goes away later; a name that was never right is told at once.
  const whole = existingFile(file)
  const table = liveTable({ out: process.stdout, err: process.stderr })
  let now = -Infinity
  let count = 0
  const session = devSession(file, {
    onRow(row, again) {
      count += 1
      table.row(row, again)
    },
    onReload() {
      count = 0
      table.clear()
    },
    onTrouble: table.note,
  })
  const place = { file, clock: () => now, count: () => count }
  let files: ReadonlySet<string> = new Set([whole])
  outlive(() => files, table.note)
  files = (await reload(session, table, place)) ?? files
  const played$ = outputsOf(options, table.note).pipe(
    tap((output) => {
      now = Math.max(now, output.exchangeTime ?? now)
      session.take(output)
    }),
    ignoreElements(),
  )
  const folders = new Set([...files].map((path) => dirname(path)))
  const reloads$ = readSaves(file, folders).pipe(concatMap(() => reload(session, table, place)))
  // Who stops it has not come to its end: pipelines are not completed, and it says nothing of an end.
  const life$ = concat(played$, toEnd(session, table)).pipe(takeUntil(stopped$))
  await lastValueFrom(makeWhole(life$, merge(reloads$, toDrawing(file, table, place))), {
    defaultValue: undefined,
  })
}

/** The second as long as the first. */
const makeWhole = (life$: Observable<unknown>, beside$: Observable<unknown>): Observable<unknown> =>
  new Observable((subscriber) => {
    subscriber.add(beside$.subscribe({ error: (error: unknown) => subscriber.error(error) }))
    subscriber.add(life$.subscribe(subscriber))
  })
