import { describe, expect, it } from 'vitest'
import type { PipelineRow } from '../../../pipelines/define/pipeline-row.ts'
import { liveTable, tableLines } from '../../../src/cli/kit/live-table.ts'
import { at } from '../../../src/testing/index.ts'

const row = (values: object): PipelineRow => ({
  kind: 'row',
  pipeline: 'big',
  seq: 1,
  exchangeTime: at('09:15:02'),
  receivedTime: at('09:15:02'),
  row: values,
})
const some = [row({ symbol: 'FPT', value: 1_234_567 }), row({ symbol: 'HPG', value: 5, side: null })]

const outs = (isTTY: boolean) => {
  const [out, err]: [string[], string[]] = [[], []]
  return {
    out: { write: (text: string) => out.push(text) > 0, isTTY, rows: 10, columns: 40 },
    err: { write: (text: string) => err.push(text) > 0 },
    texts: { out, err },
  }
}

describe('a table of rows', () => {
  it('stands under its columns, numbers to the right', () => {
    expect(tableLines(some)).toEqual([
      'time      pipeline  symbol  value      side',
      '09:15:02  big       FPT     1,234,567',
      '09:15:02  big       HPG             5',
    ])
  })

  it('is drawn in place on a terminal, within its width, when something changed', () => {
    const { texts, ...both } = outs(true)
    const table = liveTable(both)
    table.title('big.ts')
    table.row(some[0]!, false)
    table.draw()
    table.draw()
    expect(texts.out).toEqual([
      '\u001b[H\u001b[Jbig.ts\n\ntime      pipeline  symbol  value\n09:15:02  big       FPT     1,234,567\n',
    ])
  })

  it('is a line each elsewhere, and none twice', () => {
    const { texts, ...both } = outs(false)
    const table = liveTable(both)
    table.row(some[0]!, false)
    table.row(some[0]!, true)
    table.note('loaded')
    table.draw()
    expect(texts).toEqual({
      out: ['{"stream":"big","seq":1,"time":"2026-11-20T09:15:02+07:00","symbol":"FPT","value":1234567}\n'],
      err: ['loaded\n'],
    })
  })
})
