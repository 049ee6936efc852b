import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { from, lastValueFrom } from 'rxjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import { openStoreBehind } from '../../src/cli/open-store-behind.ts'
import { classifiedTrade } from '../../src/testing/make.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-behind-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('takes a store that the log has caught up with, and sets one aside that is ahead of it', async () => {
  const path = join(folder, 'vnflow.duckdb')
  const warnings: string[] = []
  const open = (lastSeq: number) =>
    openStoreBehind(lastSeq, { path, onWarning: (text) => warnings.push(text) })

  const first = await open(0)
  const rows$ = from([3, 7].map((seq) => classifiedTrade({ seq })))
  await lastValueFrom(rows$.pipe(duckdb(first, tables.trade)))
  await first.close()

  const second = await open(7)
  expect(second.lastSeq('trades')).toBe(7)
  await second.close()
  expect(warnings).toEqual([])

  const third = await open(5)
  expect(third.lastSeq('trades')).toBe(0)
  await third.close()
  expect(warnings).toEqual([expect.stringMatching(/frame 7 and the log ends at 5/)])
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['vnflow.duckdb', 'vnflow.duckdb.ahead-of-log-7']),
  )
})
