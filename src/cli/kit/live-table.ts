import { type PipelineRow, printedRow } from '../../../pipelines/define/pipeline-row.ts'
import { isoIct } from '../../domain/time.ts'

/** Where rows are shown while a pipeline is written. */
export interface LiveTable {
  readonly row: (row: PipelineRow, again: boolean) => void
  /** Empties it: another version gives its rows. */
  readonly clear: () => void
  /** The line above the rows. */
  readonly title: (text: string) => void
  readonly note: (text: string) => void
  /** Draws what came since the last time. */
  readonly draw: () => void
}

/** What a table is written to. */
export interface TableOuts {
  readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'rows' | 'columns'>
  readonly err: Pick<NodeJS.WriteStream, 'write'>
}

/** On a terminal the newest rows, drawn again in place; elsewhere a line of JSON each, and notes on the other stream. */
export const liveTable = (outs: TableOuts): LiveTable => (outs.out.isTTY ? drawn(outs) : lines(outs))

const lines = ({ out, err }: TableOuts): LiveTable => ({
  row(row, again) {
    // What was shown before a reload is not shown twice.
    if (!again) out.write(`${printedRow(row)}\n`)
  },
  clear: () => undefined,
  title: () => undefined,
  note: (text) => err.write(`${text}\n`),
  draw: () => undefined,
})

function drawn({ out }: TableOuts): LiveTable {
  const kept: PipelineRow[] = []
  let [title, note] = ['', '']
  let isChanged = false
  const change = () => {
    isChanged = true
  }
  return {
    row(row) {
      kept.push(row)
      if (kept.length > 500) kept.splice(0, 250)
      change()
    },
    clear() {
      kept.length = 0
      note = ''
      change()
    },
    title(text) {
      title = text
      change()
    },
    note(text) {
      note = text
      change()
    },
    draw() {
      if (!isChanged) return
      isChanged = false
      const room = Math.max((out.rows || 24) - 4, 5)
      const text = [title, note, ...tableLines(kept.slice(-room))]
      out.write(`\u001b[H\u001b[J${text.map((line) => line.slice(0, out.columns || 80)).join('\n')}\n`)
    },
  }
}

const timeOf = ({ exchangeTime }: PipelineRow) => isoIct(exchangeTime).slice(11, 19)

/** Rows under the names of their columns, numbers to the right. */
export function tableLines(rows: readonly PipelineRow[]): readonly string[] {
  const names = ['time', 'pipeline', ...new Set(rows.flatMap(({ row }) => Object.keys(row)))]
  const cells = rows.map((one) => {
    const row: Readonly<Record<string, unknown>> = { ...one.row, time: timeOf(one), pipeline: one.pipeline }
    return names.map((name) => cellOf(row[name]))
  })
  const widths = names.map((name, i) =>
    Math.max(name.length, ...cells.map((line) => line[i]?.text.length ?? 0)),
  )
  const head = names.map((name, i) => name.padEnd(widths[i] ?? 0)).join('  ')
  const body = cells.map((line) =>
    line
      .map(({ text, isNumber }, i) =>
        isNumber ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0),
      )
      .join('  '),
  )
  return rows.length === 0 ? [] : [head, ...body].map((line) => line.trimEnd())
}

function cellOf(value: unknown): { readonly text: string; readonly isNumber: boolean } {
  if (typeof value === 'number')
    return { text: value.toLocaleString('en', { maximumFractionDigits: 4 }), isNumber: true }
  if (value === undefined || value === null) return { text: '', isNumber: false }
  return { text: typeof value === 'string' ? value : JSON.stringify(value), isNumber: false }
}
