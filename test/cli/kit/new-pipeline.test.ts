import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transpileModule } from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPipeline } from '../../../src/cli/kit/new-pipeline.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-new-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a new pipeline', () => {
  it('is written with its test, once', async () => {
    expect(newPipeline('big-buys', folder)).toEqual([
      'pipelines/big-buys.ts',
      'test/pipelines/big-buys.test.ts',
    ])
    expect(await readFile(join(folder, 'pipelines/big-buys.ts'), 'utf8')).toContain(
      'export const bigBuys = definePipeline({',
    )
    expect(await readFile(join(folder, 'test/pipelines/big-buys.test.ts'), 'utf8')).toContain(
      "import { bigBuys } from '../../pipelines/big-buys.ts'",
    )
    expect(() => newPipeline('big-buys', folder)).toThrow('is there already')
    expect(() => newPipeline('Big Buys', folder)).toThrow('is no name of a pipeline')
  })

  it('has no name that would keep every command from loading the folder', () => {
    expect(() => newPipeline('trade', folder)).toThrow('"trade" is a stream of vnflow')
    expect(() => newPipeline('a'.repeat(51), folder)).toThrow('is no name of a pipeline')
    expect(existsSync(join(folder, 'pipelines/trade.ts'))).toBe(false)
  })

  it.each(['class', 'map', 'test-pipeline'])(
    'may be called %s: its variable is another word',
    async (name) => {
      const [pipeline, test] = newPipeline(name, folder)
      for (const path of [pipeline, test]) {
        const text = await readFile(join(folder, path), 'utf8')
        expect(transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([])
        expect(text).toMatch(/(class|map|testPipeline)Pipeline/)
      }
    },
  )
})
