import { map } from 'rxjs'
import { describe, it } from 'vitest'
import { columnBatches, type ColumnBatchOptions, type GatheredBatch } from '../../sinks/column-batches.ts'
import { textsOf } from '../../src/store/word-book.ts'
import type { Table } from '../../src/store/table.ts'
import { marbles } from '../../src/testing/marbles.ts'

interface Row {
  readonly seq: number
  readonly name: string
}
const table: Table<Row> = {
  name: 'rows',
  columns: [{ name: 'name', type: 'text', value: ({ name }) => name }],
}
const rows = (seqs: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(seqs).map(([name, seq]) => [name, { seq, name }]))

/** `ab 1..2 full`: the rows of a batch, the places it spans, and that it is full. */
const shown = ({
  batch: {
    columns: [column],
    firstSeq,
    lastSeq,
  },
  isFull,
}: GatheredBatch) =>
  column?.type === 'text'
    ? `${[...column.codes].map((code) => textsOf(column.words)[code - 1]).join('')} ${firstSeq}..${lastSeq}${isFull ? ' full' : ''}`
    : ''
const batches = (options: Partial<ColumnBatchOptions> = {}) =>
  [columnBatches(table, { size: 2, every: 20, after: 0, ...options }), map(shown)] as const

describe('columnBatches', () => {
  it(
    'is full at its size, and ends between two frames',
    marbles((m) => {
      const rows$ = m.hot('   ab-cde-(fg|)', rows({ a: 1, b: 2, c: 2, d: 3, e: 3, f: 3, g: 4 }))
      const expected = '      ----x--(yz|)'
      m.expect(rows$.pipe(...batches())).toBeObservable(expected, {
        x: 'abc 1..2 full',
        y: 'def 3..3 full',
        z: 'g 4..4',
      })
    }),
  )

  it(
    'waits no longer than it may, and runs no timer while nothing comes',
    marbles((m) => {
      // The clock is at a multiple of it.
      const rows$ = m.hot('-a---------b----------c-----|', rows({ a: 1, b: 2, c: 3 }))
      const expected = '   -----x---------y---------z--|'
      m.expect(rows$.pipe(...batches({ every: 5, size: 9 }))).toBeObservable(expected, {
        x: 'a 1..1',
        y: 'b 2..2',
        z: 'c 3..3',
      })
    }),
  )

  it(
    'waits twice as long behind one that was full in less',
    marbles((m) => {
      const rows$ = m.hot('-abcd------------e-------|', rows({ a: 1, b: 2, c: 3, d: 4, e: 5 }))
      const expected = '   ---x------y---------z----|'
      m.expect(rows$.pipe(...batches({ every: 5, size: 2 }))).toBeObservable(expected, {
        x: 'ab 1..2 full',
        y: 'cd 3..4',
        z: 'e 5..5',
      })
    }),
  )

  it(
    'leaves out what the table has',
    marbles((m) => {
      const rows$ = m.hot('abcd|', rows({ a: 1, b: 2, c: 3, d: 4 }))
      m.expect(rows$.pipe(...batches({ after: 2 }))).toBeObservable('----(x|)', { x: 'cd 3..4' })
    }),
  )

  it(
    'counts a row that is told late to the frame that it is told in',
    marbles((m) => {
      const late = { a: 1, b: 5, c: 2, d: 6 }
      m.expect(m.hot('abcd|', rows(late)).pipe(...batches())).toBeObservable('---x(y|)', {
        x: 'abc 1..5 full',
        y: 'd 6..6',
      })
      m.expect(m.hot('abcd|', rows(late)).pipe(...batches({ after: 4 }))).toBeObservable('---x(y|)', {
        x: 'bc 5..5 full',
        y: 'd 6..6',
      })
    }),
  )

  it(
    'makes no batch of nothing',
    marbles((m) => {
      m.expect(m.cold('---|').pipe(...batches())).toBeObservable('---|')
    }),
  )

  it(
    'passes an error on behind the rows before it',
    marbles((m) => {
      m.expect(m.cold('a-#', rows({ a: 1 })).pipe(...batches())).toBeObservable('--(x#)', { x: 'a 1..1' })
      m.expect(m.cold('--#').pipe(...batches())).toBeObservable('--#')
    }),
  )

  it(
    'gives up a batch with a row that it cannot read, and lets its source go',
    marbles((m) => {
      const unreadable = new Error('unreadable')
      const value = ({ name }: Row) => {
        if (name === 'e') throw unreadable
        return name
      }
      const failing: Table<Row> = { name: 'rows', columns: [{ name: 'name', type: 'text', value }] }
      // The rest of the third frame would be missing forever if the table came to it.
      const rows$ = m.hot('abcde-|', rows({ a: 1, b: 2, c: 3, d: 3, e: 3 }))
      const batches$ = rows$.pipe(columnBatches(failing, { size: 2, every: 20, after: 0 }), map(shown))
      m.expect(batches$).toBeObservable('--x-#', { x: 'ab 1..2 full' }, unreadable)
      m.expect(rows$).toHaveSubscriptions('^---!')
    }),
  )

  it(
    'lets its source go, and its timer',
    marbles((m) => {
      const rows$ = m.hot('  -a--------', rows({ a: 1 }))
      const unsubscribed = ' ---!'
      const expected = '     ----------'
      m.expect(rows$.pipe(...batches({ every: 4 })), unsubscribed).toBeObservable(expected)
      m.expect(rows$).toHaveSubscriptions('^--!')
    }),
  )

  it(
    'has a batch of its own for each subscriber',
    marbles((m) => {
      const batches$ = m.cold('a|', rows({ a: 1 })).pipe(...batches())
      m.expect(batches$).toBeObservable('-(x|)', { x: 'a 1..1' })
      m.expect(batches$).toBeObservable('-(x|)', { x: 'a 1..1' })
    }),
  )
})
