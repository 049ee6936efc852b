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
    expect(await newPipeline('big-buys', folder)).toEqual([
      'pipelines/big-buys.ts',
      'test/pipelines/big-buys.test.ts',
    ])
    expect(await readFile(join(folder, 'pipelines/big-buys.ts'), 'utf8')).toContain(
      'export const bigBuys = definePipeline({',
    )
    expect(await readFile(join(folder, 'test/pipelines/big-buys.test.ts'), 'utf8')).toContain(
      "import { bigBuys } from '../../pipelines/big-buys.ts'",
    )
    await expect(newPipeline('big-buys', folder)).rejects.toThrow('is there already')
    await expect(newPipeline('Big Buys', folder)).rejects.toThrow('is no name of a pipeline')
  })

  it('has no name that would keep every command from loading the folder', async () => {
    await expect(newPipeline('trade', folder)).rejects.toThrow('"trade" is a stream of vnflow')
    await expect(newPipeline('a'.repeat(51), folder)).rejects.toThrow('is no name of a pipeline')
    expect(existsSync(join(folder, 'pipelines/trade.ts'))).toBe(false)
  })

  it('fails where no folder can be made', async () => {
    await expect(newPipeline('big-buys', '/proc')).rejects.toThrow(
      /^\/proc\/pipelines\/big-buys\.ts cannot be written \(ENOENT.*\): name another folder with --dir\.$/,
    )
  })

  it.each(['class', 'map', 'test-pipeline'])(
    'may be called %s: its variable is another word',
    async (name) => {
      const [pipeline, test] = await newPipeline(name, folder)
      for (const path of [pipeline, test]) {
        const text = await readFile(join(folder, path), 'utf8')
        expect(transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([])
        expect(text).toMatch(/(class|map|testPipeline)Pipeline/)
      }
    },
  )
})
