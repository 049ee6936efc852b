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

const KINDS = ['VNM', 'twelve bytes', 'thirteen long', 'Ngân hàng', 'Công ty Sữa', 'đồng 12 b', '', undefined]

/** What a store keeps of texts that come in batches of so many. */
async function kept(texts: readonly (string | undefined)[], size: number): Promise<readonly unknown[]> {
  const store = await openStore({
    path: ':memory:',
    tables: ['create table notes (seq bigint not null, text varchar)'],
  })
  const { add, take, rowCount } = batchBuilder(notes, 8)
  const batches = texts.flatMap((text, i) => {
    add({ seq: i + 1, text }, i + 1)
    return rowCount() === size || i === texts.length - 1 ? [take()] : []
  })
  // As a sink does: some alone, and some together.
  const [first, second, ...others] = batches
  for (const batch of [first, second]) if (batch) await store.append('notes', batch)
  if (others.length > 0) await store.append('notes', ...others)
  const rows = await store.query('select text from notes order by seq')
  await store.close()
  return rows.map(({ text }) => text)
}

const asNull = (text: string | undefined) => text ?? null

describe('texts', () => {
  it('are kept to the byte: short, long, of several bytes a letter, empty and none', async () => {
    const texts = Array.from({ length: 5_000 }, (_, i) => KINDS[(i * 7) % KINDS.length])
    expect(await kept(texts, 5_000)).toEqual(texts.map(asNull))
    // A chunk of the database holds 2,048 rows, whatever the batches hold.
    expect(await kept(texts, 1_500)).toEqual(texts.map(asNull))
  })

  it('are kept however many there are, and however often they come again', async () => {
    const texts = Array.from({ length: 12_000 }, (_, i) => `W${(i * 31) % 9_000}`)
    expect(await kept(texts, 3_000)).toEqual(texts)
  })

  it('are the same whether the batches before had long ones or not', async () => {
    const texts = ['AAA', 'BBB', 'a text that is long', 'BBB', 'AAA', 'CCC', 'a text that is long', 'AAA']
    expect(await kept(texts, 2)).toEqual(texts)
  })
})
