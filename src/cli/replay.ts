import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import {
  connect,
  filter,
  from,
  lastValueFrom,
  merge,
  mergeMap,
  type Observable,
  type OperatorFunction,
  pipe,
  scan,
  tap,
} from 'rxjs'
import { type PipelineRow, printedRow } from '../../pipelines/define/pipeline-row.ts'
import { program } from '../../pipelines/program.ts'
import { ndjson } from '../../sinks/ndjson.ts'
import type { Frame } from '../domain/frame.ts'
import { messageOf } from '../domain/message-of.ts'
import type { Output } from '../domain/outputs.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import type { Instant } from '../domain/time.ts'
import { decode } from '../sources/decode.ts'
import { paced } from '../sources/replay/paced.ts'
import { openRecording } from '../sources/replay/recording.ts'
import { type Kit, openKit } from './kit/kit.ts'
import { makeFolder } from './make-folder.ts'
import { parsePlaySpeed, PIPELINES_HELP, RULES_HELP } from './options.ts'
import { progress } from './progress.ts'
import {
  checkTimes,
  emitting,
  parseInstant,
  parseSymbols,
  selects,
  selectsRow,
  streamOf,
} from './selection.ts'
import { rulesFile } from './rules-file.ts'
import { readSettings } from './settings.ts'
import { type TextOut, textOut } from './text-out.ts'
import { stopped$ } from './stopped.ts'
import { untilStopped } from './until-stopped.ts'

interface ReplayOptions {
  readonly speed: ReplaySpeed
  readonly skipPauses?: boolean
  readonly from?: Instant
  readonly to?: Instant
  readonly symbols?: ReadonlySet<string>
  readonly emit?: string
  readonly out?: string
  readonly pipelines?: string
  readonly rules?: string
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
      'print these streams as NDJSON: all, or some of quote,trade,session,… and of your own pipelines',
    )
    .option('--out <dir>', 'write one STREAM.ndjson each in this folder instead of printing')
    .option('--pipelines <dir>', PIPELINES_HELP)
    .option('--rules <file>', RULES_HELP)
    .option('--from <instant>', 'emit nothing before, e.g. 2026-11-20T09:15:00', parseInstant)
    .option('--to <instant>', 'emit nothing at or after', parseInstant)
    .option('--symbols <list>', 'emit these symbols only, e.g. FPT,VNM', parseSymbols)
    .action(replay)

/** Where each stream is printed: one file each in a folder, or all on stdout. */
async function openOuts(emit: readonly string[], dir: string | undefined): Promise<Map<string, TextOut>> {
  if (dir === undefined) {
    const stdout = textOut(process.stdout, 'the output')
    return new Map(emit.map((name) => [name, stdout]))
  }
  await makeFolder(dir).catch((cause: unknown) => {
    throw new Error(`cannot make the folder ${dir} (${messageOf(cause)}): name another with --out.`, {
      cause,
    })
  })
  const fileOut = (file: string) => textOut(createWriteStream(file), file)
  return new Map(emit.map((name) => [name, fileOut(join(dir, `${name}.ndjson`))]))
}

/** All frames of the recordings. */
async function* framesOf(paths: readonly string[]): AsyncGenerator<readonly Frame[]> {
  const { bytes, read } = await openRecording(paths)
  const shown = progress('frames')
  let count = 0
  const onDamage = (line: string) => {
    shown.end()
    console.error(line)
  }
  for await (const { frames, bytesRead } of read(1, onDamage)) {
    count += frames.length
    yield frames
    shown.at(count, bytes && bytesRead ? Math.round((count * bytes) / bytesRead) : undefined)
  }
  shown.end()
  if (count === 0) console.error(`There is no frame in ${paths.join(', ')}.`)
}

/** Frames that are due together, each time when what came of those before is written: a reader has it at the pace of the recording. */
async function* inTurn(
  groups: AsyncIterable<readonly Frame[]>,
  written: () => Promise<void>,
): AsyncGenerator<readonly Frame[]> {
  for await (const frames of groups) {
    yield frames
    await written()
  }
}

/** Prints what is selected; one sink a file, so that each file keeps the order of the log. */
const printed = (outs: ReadonlyMap<string, TextOut>, select: ReturnType<typeof selects>) =>
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

/** Prints rows of the user's pipelines, right behind what caused them. */
const printedRows = (outs: ReadonlyMap<string, TextOut>, select: (row: PipelineRow) => boolean) =>
  pipe(
    filter(select),
    tap((row: PipelineRow) => outs.get(row.pipeline)?.write(`${printedRow(row)}\n`)),
  )

/** Without `--emit` the counts of each stream are the answer. */
const counted = () =>
  scan((counts: Map<string, number>, output: Output | PipelineRow) => {
    const stream = output.kind === 'row' ? output.pipeline : streamOf(output)
    if (stream) counts.set(stream, (counts.get(stream) ?? 0) + 1)
    return counts
  }, new Map<string, number>())

async function showCounts(all$: Observable<Output | PipelineRow>) {
  const counts = await lastValueFrom(all$.pipe(counted()), { defaultValue: new Map<string, number>() })
  const width = Math.max(9, ...[...counts.keys()].map((stream) => stream.length))
  for (const [stream, count] of counts)
    console.log(`${stream.padEnd(width)} ${count.toLocaleString('en').padStart(12)}`)
}

/** What is made of the outputs: each, and behind it what the user's pipelines make of it. */
const withRows = <T, R>(
  kit: Kit | undefined,
  toOut: OperatorFunction<Output, T>,
  toRowOut: OperatorFunction<PipelineRow, R>,
): OperatorFunction<Output, T | R> =>
  kit ? connect((outputs$) => merge(outputs$.pipe(toOut), outputs$.pipe(kit.rows, toRowOut))) : toOut

async function replay(paths: readonly string[], options: ReplayOptions) {
  const {
    speed,
    skipPauses: skipsPauses = false,
    emit: asked,
    out,
    pipelines,
    rules: file,
    ...selection
  } = options
  checkTimes(selection)
  const settings = readSettings()
  const rules = rulesFile(file ?? settings.VNFLOW_RULES)
  const kit = await openKit(pipelines ?? settings.VNFLOW_PIPELINES, console)
  const emit = emitting(asked, kit?.names)
  const isPrinted = asked !== undefined || out !== undefined
  const outs = await openOuts(isPrinted ? [...emit.streams, ...emit.pipelines] : [], out)
  const drained = async () => {
    for (const open of outs.values()) await open.drained()
  }
  const { cut, assertWhole } = untilStopped<Output>()
  const groups = paced(framesOf(paths), {
    speed,
    skipsPauses,
    now: () => performance.now(),
    ended$: stopped$,
  })
  const outputs$ = from(inTurn(groups, drained)).pipe(
    mergeMap((frames) => frames),
    program(decode, { futures: settings.FUTURES_OVERRIDE, rules }),
    cut,
  )
  const isAsked = selects({ emit: emit.streams, ...selection })
  const isAskedRow = selectsRow(emit.pipelines, selection)
  if (isPrinted) await print(outputs$, { kit, outs, isAsked, isAskedRow })
  else await showCounts(outputs$.pipe(withRows(kit, filter(isAsked), filter(isAskedRow))))
  assertWhole()
}

interface Printing {
  readonly kit: Kit | undefined
  readonly outs: ReadonlyMap<string, TextOut>
  readonly isAsked: ReturnType<typeof selects>
  readonly isAskedRow: ReturnType<typeof selectsRow>
}

async function print(outputs$: Observable<Output>, { kit, outs, isAsked, isAskedRow }: Printing) {
  const toOut = printed(outs, isAsked)
  const toRowOut = printedRows(outs, isAskedRow)
  await lastValueFrom(outputs$.pipe(withRows<number, PipelineRow>(kit, toOut, toRowOut)), { defaultValue: 0 })
  for (const open of new Set(outs.values())) await open.end()
}
