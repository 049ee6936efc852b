import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linesOf } from '../../../src/sources/replay/lines-of.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-lines-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function linesIn(name: string, bytes: string | Uint8Array): Promise<readonly string[]> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const lines: string[] = []
  for await (const line of linesOf(path, createReadStream(path))) lines.push(line)
  return lines
}

it('leaves out the mark of UTF-8 with which some programs begin a file, and no other', async () => {
  const text = '\uFEFF{"a":1}\r\n\n\uFEFF{"b":2}\n'
  const lines = ['{"a":1}', '\uFEFF{"b":2}']
  expect(await linesIn('plain.ndjson', text)).toEqual(lines)
  expect(await linesIn('packed.ndjson.gz', gzipSync(text))).toEqual(lines)
  expect(await linesIn('nothing.ndjson', '\uFEFF')).toEqual([])
})
