import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { connect, filter, from, lastValueFrom, merge, mergeMap, type Observable, scan, takeUntil } from 'rxjs'
import { program } from '../../pipelines/program.ts'
import { ndjson } from '../../sinks/ndjson.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import type { Instant } from '../domain/time.ts'
import { decode } from '../sources/decode.ts'
import { paced } from '../sources/replay/paced.ts'
import { openRecording } from '../sources/replay/recording.ts'
import { parsePlaySpeed } from './options.ts'
import { progress } from './progress.ts'
import { parseInstant, parseStreams, parseSymbols, selects, type StreamName, streamOf } from './selection.ts'
import { readSettings } from './settings.ts'
import { stopped$ } from './stopped.ts'
import { type TextOut, textOut } from './text-out.ts'

interface ReplayOptions {
  readonly speed: ReplaySpeed
  readonly skipPauses?: boolean
  readonly from?: Instant
  readonly to?: Instant
  readonly symbols?: ReadonlySet<string>
  readonly emit?: readonly StreamName[]
  readonly out?: string
}

/** `vnflow replay PATH…`: a recording through all pipelines. The same input gives the same bytes, always. */
export const replayCommand = (): Command =>
  new Command('replay')
    .description('a recording through all pipelines; the same input gives the same bytes, always')
    .argument(
      '<path...>',
      "journal folders, Parquet of the store's own tables (joined by seq), or NDJSON files of frames; several are merged by received time, then in the order named",
    )
    .option('--speed <speed>', 'max, or how many times faster than it was recorded', parsePlaySpeed, 'max')
    .option('--skip-pauses', 'with --speed: do not wait out lunch, nights and other stretches without data')
    .option(
      '--emit <streams>',
      'print these streams as NDJSON: all, or some of quote,trade,session,…',
      parseStreams,
    )
    .option('--out <dir>', 'write one STREAM.ndjson each in this folder instead of printing')
    .option('--from <instant>', 'emit nothing before, e.g. 2026-11-20T09:15:00', parseInstant)
    .option('--to <instant>', 'emit nothing at or after', parseInstant)
    .option('--symbols <list>', 'emit these symbols only, e.g. FPT,VNM', parseSymbols)
    .action(replay)

/** Where each stream is printed: one file each in a folder, or all on stdout. */
async function openOuts(
  emit: readonly StreamName[],
  dir: string | undefined,
): Promise<Map<StreamName, TextOut>> {
  if (dir === undefined) {
    const stdout = textOut(process.stdout)
    return new Map(emit.map((name) => [name, stdout]))
  }
  await mkdir(dir, { recursive: true })
  return new Map(emit.map((name) => [name, textOut(createWriteStream(join(dir, `${name}.ndjson`)))]))
}

/** All frames of the recordings, each chunk when what came of the one before is written. */
async function* framesOf(
  paths: readonly string[],
  wait: () => Promise<void>,
): AsyncGenerator<readonly Frame[]> {
  const { bytes, read } = await openRecording(paths)
  const shown = progress('frames')
  let count = 0
  for await (const { frames, bytesRead } of read()) {
    count += frames.length
    yield frames
    shown.at(count, bytes && bytesRead ? Math.round((count * bytes) / bytesRead) : undefined)
    await wait()
  }
  shown.end()
}

/** Prints what is selected; one sink a file, so that each file keeps the order of the log. */
const printed = (outs: ReadonlyMap<StreamName, TextOut>, select: ReturnType<typeof selects>) =>
  connect((outputs$: Observable<Output>) =>
    merge(
      ...[...new Set(outs.values())].map((out) =>
        outputs$.pipe(
          filter(select),
          filter((output) => outs.get(streamOf(output) ?? 'rejected') === out),
          ndjson((text) => out.write(text)),
        ),
      ),
    ),
  )

/** Without `--emit` the counts of each stream are the answer. */
const counted = () =>
  scan((counts: Map<string, number>, output: Output) => {
    const stream = streamOf(output)
    if (stream) counts.set(stream, (counts.get(stream) ?? 0) + 1)
    return counts
  }, new Map<string, number>())

async function replay(paths: readonly string[], options: ReplayOptions) {
  const { speed, skipPauses: skipsPauses = false, emit, out, ...selection } = options
  const outs = await openOuts(emit ?? (out === undefined ? [] : parseStreams('all')), out)
  const drained = async () => {
    for (const open of outs.values()) await open.drained()
  }
  const chunks = framesOf(paths, drained)
  const outputs$ = from(paced(chunks, { speed, skipsPauses, now: () => performance.now() })).pipe(
    mergeMap((frames) => frames),
    program(decode, { futures: readSettings().FUTURES_OVERRIDE }),
    takeUntil(stopped$),
  )
  if (outs.size === 0) {
    const counts = await lastValueFrom(outputs$.pipe(counted()), { defaultValue: new Map<string, number>() })
    for (const [stream, count] of counts)
      console.log(`${stream.padEnd(9)} ${count.toLocaleString('en').padStart(12)}`)
    return
  }
  await lastValueFrom(outputs$.pipe(printed(outs, selects({ emit: [...outs.keys()], ...selection }))), {
    defaultValue: 0,
  })
  for (const open of new Set(outs.values())) await open.end()
}
