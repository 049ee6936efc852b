import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { connect, filter, from, lastValueFrom, merge, mergeMap, type Observable, scan, takeUntil } from 'rxjs'
import { program } from '../../pipelines/program.ts'
import { ndjson } from '../../sinks/ndjson.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { Instant } from '../domain/time.ts'
import { decode } from '../sources/decode.ts'
import { parseSpeed } from './options.ts'
import { paced } from './paced.ts'
import { progress } from './progress.ts'
import { readRecording } from './recording.ts'
import { parseInstant, parseStreams, parseSymbols, selects, type StreamName, streamOf } from './selection.ts'
import { readSettings } from './settings.ts'
import { stopped$ } from './stopped.ts'
import { type TextOut, textOut } from './text-out.ts'

interface ReplayOptions {
  readonly speed: number | 'max'
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
    .argument('<path...>', 'journal folders or NDJSON files of frames, one after the other')
    .option('--speed <speed>', 'max, or how many times faster than it was recorded', speedOf, 'max')
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

const speedOf = (text: string): number | 'max' => (text === 'max' ? text : parseSpeed(text))

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

/** All frames of all recordings. Several are numbered anew, for `seq` has no hole and no repeat. */
async function* framesOf(
  paths: readonly string[],
  wait: () => Promise<void>,
): AsyncGenerator<readonly Frame[]> {
  const shown = progress('frames')
  let seq = 0
  for (const path of paths) {
    const { chunks, bytes } = await readRecording(path)
    const before = seq
    for await (const { frames, bytesRead } of chunks) {
      seq += frames.length
      yield paths.length === 1
        ? frames
        : frames.map((frame, i) => ({ ...frame, seq: seq - frames.length + i + 1 }))
      shown.at(
        seq,
        bytes && bytesRead ? before + Math.round(((seq - before) * bytes) / bytesRead) : undefined,
      )
      await wait()
    }
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

async function replay(paths: readonly string[], { speed, emit, out, ...selection }: ReplayOptions) {
  const outs = await openOuts(emit ?? (out === undefined ? [] : parseStreams('all')), out)
  const drained = async () => {
    for (const open of outs.values()) await open.drained()
  }
  const chunks = framesOf(paths, drained)
  const outputs$ = from(speed === 'max' ? chunks : paced(chunks, speed)).pipe(
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
