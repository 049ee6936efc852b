import { EMPTY, filter, ignoreElements, merge, mergeMap, type Observable, of, tap } from 'rxjs'
import type { Board } from '../../pipelines/board/board.ts'
import { ndjson } from '../../sinks/ndjson.ts'
import { pushes } from '../../src/cli/pushes.ts'
import { emitting, selects } from '../../src/cli/selection.ts'
import { stored } from '../../src/cli/stored.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { type Audience, type Channel, channels } from '../../src/server/audience.ts'
import { asText } from '../../src/server/socket/cells.ts'
import type { Audiences } from '../../src/server/audiences.ts'
import type { ColumnBatch } from '../../src/store/column-batch.ts'
import type { Store } from '../../src/store/store.ts'
import { textsOf, type Words } from '../../src/store/word-book.ts'
import { makeTracks } from './tracks.ts'

/** A state that was pushed, or is to be looked at: after so many outputs, on that channel. */
export const placeOf = (outputs: number, channel: string): string => `${outputs} ${channel}`

/** Where it is written, and what it is that is recorded. */
export interface RecorderParts {
  readonly dir: string
  readonly board: Board
  readonly store: Store
  /** Least time between two pushes of a state, ms; 0 when states are pushed at the places of `wanted` only. */
  readonly throttle: number
  /** Places at which states are pushed whatever comes then. */
  readonly wanted?: ReadonlySet<string>
}

/** Keeps all that leaves a program. */
export interface Recorder {
  /** The sinks of `vnflow start`, each with the recorder between it and what it writes to. */
  sinks(outputs$: Observable<Output>): Observable<unknown>
  /** Goes on with the board of another life of the program. */
  readonly follow: (board: Board) => void
  readonly flush: () => void
  /** What the screens show in the end is recorded, too. */
  readonly close: () => void
}

const viewsOf = (board: Board): string =>
  JSON.stringify([
    board.snapshot(true),
    board.foreign(),
    board.sessions(),
    board.basisTrend(30),
    board.alerts({ limit: 500 }),
    board.components(),
  ])

/** The channels that show a state. */
const states = ['market', 'foreign', 'index'] as const satisfies readonly Channel[]
type State = (typeof states)[number]

/** Nobody listens to any channel but one. */
const only = (channel: State, audiences: Audiences): Audiences => ({
  market: nobody,
  foreign: nobody,
  index: nobody,
  alerts: nobody,
  [channel]: audiences[channel],
})

const nobody: Audience = { size: 0, send: () => undefined, join: () => () => undefined }

/** Kinds that are pushed at once, and that no state is pushed for. */
const atOnce = new Set<Output['kind']>(['alert', 'connection', 'clock'])

const isPrinted = selects({ emit: emitting('all').streams })

/**
 * Records, a track each: every output, whole; what is printed of it; the rows of each table as they are handed to the database; what is sent
 * to the listeners of alerts, and of the feed's status; and each state that is pushed, with its place among the outputs.
 */
export function recorder({ dir, store, throttle, wanted, ...parts }: RecorderParts): Recorder {
  const tracks = makeTracks(dir)
  let { board } = parts
  let outputs = 0

  function show(channel: string, text: string): void {
    const place = placeOf(outputs, channel)
    if (wanted && !wanted.has(place)) return
    tracks.add('shown', `${place} ${text}`)
  }
  function audience(channel: Channel): Audience {
    return {
      size: 1,
      send(message, slot) {
        const text = asText(message)
        if (slot === 'status') tracks.add('sent-status', `${channel} ${text}`)
        else if (channel === 'alerts') tracks.add('sent-alerts', text)
        else show(channel, text)
        if (channel === 'market' && slot === undefined) show('views', viewsOf(board))
      },
      join: () => () => undefined,
    }
  }
  const audiences = Object.fromEntries(channels.map((channel) => [channel, audience(channel)])) as Audiences
  const recording: Store = {
    ...store,
    append(table, ...batches) {
      for (const batch of batches) for (const row of rowsOf(batch)) tracks.add(`rows-${table}`, row)
      return store.append(table, ...batches)
    },
  }
  /** Pushes as the sinks do; or, where places are given, what is at once as they do, and each state apart, where it is wanted. */
  const push = (outputs$: Observable<Output>): Observable<unknown> => {
    if (!wanted) return pushes(outputs$, { board, audiences, throttle })
    const atOnce$ = outputs$.pipe(filter(({ kind }) => atOnce.has(kind)))
    return merge(
      pushes(atOnce$, { board, audiences, throttle }),
      ...states.map((channel) =>
        outputs$.pipe(
          filter(() => wanted.has(placeOf(outputs, channel))),
          // A window for each push: two lives may have pushed in the middle of one frame.
          mergeMap((output) =>
            pushes(EMPTY, { board, audiences: only(channel, audiences), throttle, refresh$: of(output) }),
          ),
        ),
      ),
    )
  }

  return {
    sinks(outputs$) {
      const seen$ = outputs$.pipe(
        tap((output) => {
          outputs += 1
          tracks.add('outputs', JSON.stringify(output))
        }),
      )
      const printed$ = outputs$.pipe(
        filter(isPrinted),
        ndjson((line) => {
          tracks.add('printed', line.slice(0, -1))
        }),
      )
      return merge(seen$, printed$, stored(outputs$, recording), push(outputs$)).pipe(ignoreElements())
    },
    follow(next) {
      board = next
    },
    flush: tracks.flush,
    close() {
      tracks.add('shown-last', viewsOf(board))
      tracks.close()
    },
  }
}

/** What a column may hold: a number a row, the code of a word, or a list of numbers. */
interface Column {
  readonly values?: ArrayLike<number>
  readonly codes?: ArrayLike<number>
  readonly words?: Words
  readonly counts?: ArrayLike<number>
}

/** The rows of a batch, one text each, so that a 0 below zero and what is no number are seen. */
function* rowsOf({ rowCount, columns }: ColumnBatch): Generator<string> {
  const cells = columns.map(cellsOf)
  for (let row = 0; row < rowCount; row++) yield cells.map((cell) => cell(row)).join(' ')
}

function cellsOf({ values = [], codes = [], words, counts }: Column): (row: number) => string {
  if (words) {
    const texts = textsOf(words)
    return (row) => JSON.stringify(texts[(codes[row] ?? 0) - 1] ?? null)
  }
  if (!counts) return (row) => number(values[row])
  let at = 0
  return (row) => {
    // A level is two numbers.
    const from = at
    at += 2 * (counts[row] ?? 0)
    return `[${Array.from({ length: at - from }, (_, i) => number(values[from + i])).join(' ')}]`
  }
}

const number = (value: number | undefined) => (Object.is(value, -0) ? '-0' : String(value))
