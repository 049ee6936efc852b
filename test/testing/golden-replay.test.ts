import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { map } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { definePipeline } from '../../pipelines/define/define-pipeline.ts'
import { events$ } from '../../pipelines/define/input.ts'
import { at, goldenReplay } from '../../src/testing/index.ts'

const kinds = definePipeline({
  name: 'kinds',
  inputs: { events$ },
  params: z.object({ refuse: z.string().default('nothing') }),
  row: z.object({ of: z.string() }),
  build: ({ events$ }, { params: { refuse } }) =>
    events$.pipe(
      map(({ kind }) => {
        if (kind === refuse) throw new Error(`no ${kind}`)
        return { of: kind }
      }),
    ),
})

const second = (time: string) =>
  JSON.stringify({ recv: at(time), source: 'clock', frame: JSON.stringify({ exchangeTime: at(time) }) })

const row = (seq: number, time: string, of: string) =>
  `{"stream":"kinds","seq":${seq},"time":"2026-11-20T${time}+07:00","of":"${of}"}\n`

describe('goldenReplay', () => {
  let folder: string
  let recording: string
  let golden: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vnflow-golden-'))
    recording = join(folder, 'seconds.ndjson')
    golden = join(folder, 'rows.ndjson')
    await writeFile(recording, [second('09:15:00'), second('09:15:01'), second('09:15:02'), ''].join('\n'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('keeps the rows of a recording as they are printed, and compares with them', async () => {
    await goldenReplay(kinds, { recording, golden, update: true })
    const rows = row(1, '09:15:00', 'clock') + row(2, '09:15:01', 'clock') + row(3, '09:15:02', 'clock')
    expect(await readFile(golden, 'utf8')).toBe(rows)
    await goldenReplay(kinds, { recording, golden })
    await goldenReplay(kinds, { recording: [recording], golden })
  })

  it('ends where it is told to', async () => {
    await expect(goldenReplay(kinds, { recording, golden, until: at('09:15:02') })).rejects.toThrow(
      `3 lines are expected, 2 came. VNFLOW_UPDATE_GOLDEN=1 writes what came.\n@ line 1\n  ${row(1, '09:15:00', 'clock')}  ${row(2, '09:15:01', 'clock')}- ${row(3, '09:15:02', 'clock').trim()}`,
    )
  })

  it('fails of what the pipeline fails of, and keeps the file as it is', async () => {
    const before = await readFile(golden, 'utf8')
    const failing = goldenReplay(kinds, { recording, golden, params: { refuse: 'clock' }, update: true })
    await expect(failing).rejects.toThrow('no clock')
    expect(await readFile(golden, 'utf8')).toBe(before)
  })

  it('fails where there is no recording, and on parameters that do not fit', async () => {
    await expect(goldenReplay(kinds, { recording: join(folder, 'none.ndjson'), golden })).rejects.toThrow(
      'is not there',
    )
    await expect(goldenReplay(kinds, { recording, golden, params: { refuse: 1 } })).rejects.toThrow(
      'Parameters of pipeline kinds',
    )
  })
})
