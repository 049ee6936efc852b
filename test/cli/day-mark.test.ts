import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dayMark } from '../../src/cli/day-mark.ts'
import { at, classifiedTrade, clock, quote, status } from '../../src/testing/make.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-mark-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('marks the first data of each trading day, whatever kind it is', () => {
  const mark = dayMark(folder)
  expect(mark.seq).toBe(1)
  mark.follow(status({ seq: 4, exchangeTime: at('08:31:00') }))
  mark.follow(classifiedTrade({ seq: 9, side: 'buy', basis: 'tick' }))
  expect(dayMark(folder).seq).toBe(4)
  mark.follow(clock({ seq: 20, exchangeTime: at('08:40:00', '2026-11-23') }))
  expect(dayMark(folder).seq).toBe(4)
  mark.follow(quote({ seq: 21, exchangeTime: at('08:45:00', '2026-11-23') }))
  expect(dayMark(folder).seq).toBe(21)
})

it('reads the whole log when the mark is damaged', async () => {
  await writeFile(join(folder, 'day.json'), '{"day":')
  expect(dayMark(folder).seq).toBe(1)
})
