import { describe, expect, it } from 'vitest'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { openStore } from '../../src/store/store.ts'
import type { Table } from '../../src/store/table.ts'

interface Note {
  readonly seq: number
  readonly text: string | undefined
}

const notes: Table<Note> = {
  name: 'notes',
  columns: [
    { name: 'seq', type: 'integer', value: ({ seq }) => seq },
    { name: 'text', type: 'text', value: ({ text }) => text },
  ],
}

describe('texts', () => {
  it('are kept to the byte: short, long, of several bytes a letter, empty and none', async () => {
    const store = await openStore({
      path: ':memory:',
      tables: ['create table notes (seq bigint not null, text varchar)'],
    })
    const kinds = [
      'VNM',
      'twelve bytes',
      'thirteen long',
      'Ngân hàng',
      'Công ty Sữa',
      'đồng 12 b',
      '',
      undefined,
    ]
    const { add, take } = batchBuilder(notes, 8)
    const rows = Array.from({ length: 5_000 }, (_, i) => ({
      seq: i + 1,
      text: kinds[(i * 7) % kinds.length],
    }))
    for (const row of rows) add(row, row.seq)
    await store.append('notes', take())
    const kept = await store.query('select text from notes order by seq')
    expect(kept.map(({ text }) => text)).toEqual(rows.map(({ text = null }) => text))
    await store.close()
  })
})
