import { lastValueFrom, of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ndjson } from '../../sinks/ndjson.ts'
import { printed } from '../../src/domain/emitted/printed.ts'
import { classifiedTrade, gap, rejected } from '../../src/testing/index.ts'
import { describeSink } from './contract.ts'

const values = [classifiedTrade(), gap({ seq: 2 }), rejected({ seq: 3, raw: 'two\nlines' })] as const

describeSink('ndjson', { values, written: [...lines(values)] as [string, string, string] }, () => {
  const written: string[] = []
  return { sink: ndjson((line) => written.push(line)), written: () => written }
})

function lines(of: readonly (typeof values)[number][]) {
  return of.map((value) => `${printed(value)}\n`)
}

describe('ndjson', () => {
  it('keeps a line a line, whatever is in it', () => {
    expect(lines([values[2]])[0]?.split('\n')).toHaveLength(2)
  })

  it('fails when a line cannot be written', async () => {
    const sink = ndjson(() => {
      throw new Error('pipe closed')
    })
    await expect(lastValueFrom(sink(of(values[0])))).rejects.toEqual(new Error('pipe closed'))
  })
})
