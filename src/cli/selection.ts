import { InvalidArgumentError } from 'commander'
import type { Output } from '../domain/outputs.ts'
import type { Instant } from '../domain/time.ts'

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

/** Reads `--emit trade,bar`; `all` is every stream. */
export function parseStreams(text: string): readonly StreamName[] {
  if (text === 'all') return names
  return text.split(',').map((part) => {
    const name = names.find((known) => known === part.trim())
    if (name) return name
    throw new InvalidArgumentError(`"${part.trim()}" is no stream: all, or some of ${names.join(',')}.`)
  })
}

/** Reads an instant: ISO 8601; without an offset it is Vietnam's time. */
export function parseInstant(text: string): Instant {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text)
  const instant = Date.parse(zoned ? text : `${text.includes('T') ? text : `${text}T00:00:00`}+07:00`)
  if (!Number.isNaN(instant)) return instant
  throw new InvalidArgumentError(`"${text}" is no instant: 2026-11-20T09:15:00, Vietnam's time, is expected.`)
}

/** Reads `--symbols FPT,VNM`. */
export const parseSymbols = (text: string): ReadonlySet<string> =>
  new Set(text.split(',').map((symbol) => symbol.trim().toUpperCase()))

/** Which outputs are asked for. */
export interface Selection {
  readonly emit: readonly StreamName[]
  readonly from?: Instant
  readonly to?: Instant
  readonly symbols?: ReadonlySet<string>
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
