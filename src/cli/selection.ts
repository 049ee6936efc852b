import { InvalidArgumentError } from 'commander'
import type { PipelineRow } from '../../pipelines/define/pipeline-row.ts'
import type { Output } from '../domain/outputs.ts'
import { type Instant, isoIct } from '../domain/time.ts'
import { checkOrder, isDate } from './options.ts'

/** The streams that `--emit` can print, and the kind of output behind each. */
const streams = {
  quote: 'quote',
  trade: 'trade',
  session: 'session',
  foreign: 'foreignFlow',
  index: 'index',
  basis: 'basis',
  bar: 'bar',
  alert: 'alert',
  gap: 'gap',
  rejected: 'rejected',
} as const

/** The name of a stream that can be printed. */
export type StreamName = keyof typeof streams

/** An output that has a printed form. */
export type Emitted = Extract<Output, { kind: (typeof streams)[StreamName] }>

const names = Object.keys(streams) as StreamName[]
const kinds = new Map<string, StreamName>(names.map((name) => [streams[name], name]))

/** The stream that an output is printed in; undefined for what has no printed form. */
export const streamOf = (output: Output): StreamName | undefined => kinds.get(output.kind)

/** What is printed: streams of vnflow, and pipelines of the user's. */
export interface Emitting {
  readonly streams: readonly StreamName[]
  readonly pipelines: readonly string[]
}

/** Reads `--emit trade,bar,my-pipeline`; `all` is every stream, and every pipeline. Throws a line that says which there are. */
export function emitting(text = 'all', pipelines: readonly string[] = []): Emitting {
  if (text === 'all') return { streams: names, pipelines }
  const asked = text.split(',').map((part) => part.trim())
  const unknown = asked.find((name) => !isStreamName(name) && !pipelines.includes(name))
  if (unknown === undefined)
    return {
      streams: asked.filter(isStreamName),
      pipelines: asked.filter((name) => pipelines.includes(name)),
    }
  const others = pipelines.length > 0 ? `, and of your own pipelines ${pipelines.join(',')}` : ''
  throw new Error(`--emit: "${unknown}" is no stream: all, or some of ${names.join(',')}${others}.`)
}

const isStreamName = (name: string): name is StreamName => names.some((known) => known === name)

/** Reads an instant: ISO 8601; without an offset it is Vietnam's time. */
export function parseInstant(text: string): Instant {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text)
  const instant = Date.parse(zoned ? text : `${text.includes('T') ? text : `${text}T00:00:00`}+07:00`)
  if (!Number.isNaN(instant) && isDate(text.slice(0, 10))) return instant
  throw new InvalidArgumentError(`"${text}" is no instant: 2026-11-20T09:15:00, Vietnam's time, is expected.`)
}

/** Reads `--symbols FPT,VNM`. A list of none, as an unset variable of a shell gives it, would print nothing. */
export function parseSymbols(text: string): ReadonlySet<string> {
  const symbols = text.split(',').map((symbol) => symbol.trim().toUpperCase())
  if (symbols.includes(''))
    throw new InvalidArgumentError(`"${text}" is no list of symbols: FPT,VNM is expected.`)
  return new Set(symbols)
}

/** Which outputs are asked for. */
export interface Selection {
  readonly emit: readonly StreamName[]
  readonly from?: Instant
  readonly to?: Instant
  readonly symbols?: ReadonlySet<string>
}

/** Throws a line where the time that is asked for ends before it begins, or as it begins: a date is its first instant. */
export function checkTimes({ from, to }: Pick<Selection, 'from' | 'to'>): void {
  if (from === undefined || to === undefined) return
  checkOrder(isoIct(from), isoIct(to))
  if (from === to)
    throw new Error(
      `--from and --to are both ${isoIct(from)}: nothing lies between them. Name a later one with --to.`,
    )
}

/**
 * A filter over the rows of the user's pipelines, by the same time and symbols. A row that tells no symbol is always in.
 */
export function selectsRow(
  names: readonly string[],
  { from = -Infinity, to = Infinity, symbols }: Omit<Selection, 'emit'>,
) {
  return ({ pipeline, exchangeTime, row }: PipelineRow): boolean => {
    if (!names.includes(pipeline) || exchangeTime < from || exchangeTime >= to) return false
    const symbol = 'symbol' in row ? row.symbol : undefined
    return !symbols || typeof symbol !== 'string' || symbols.has(symbol)
  }
}

/**
 * A filter over the outputs. All frames run through the pipelines whatever is asked for, so that a part
 * of a day shows the same numbers as the whole. What has no time or no symbol (a rejected frame) is always in.
 */
export function selects({ emit, from = -Infinity, to = Infinity, symbols }: Selection) {
  const wanted = new Set<StreamName>(emit)
  return (output: Output): output is Emitted => {
    const stream = streamOf(output)
    if (!stream || !wanted.has(stream)) return false
    const time = output.exchangeTime
    if (time !== undefined && (time < from || time >= to)) return false
    const symbol = symbolOf(output)
    return !symbols || symbol === undefined || symbols.has(symbol)
  }
}

function symbolOf(output: Output): string | undefined {
  if ('symbol' in output) return output.symbol
  return 'indexId' in output ? output.indexId : undefined
}
