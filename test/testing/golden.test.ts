import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { golden } from '../../src/testing/golden.ts'

describe('golden', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vnflow-golden-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is written when asked to, with the folders to it, and holds from then on', async () => {
    const file = join(folder, 'a/b.ndjson')
    await golden(file, ['one', 'two'], { update: true })
    expect(await readFile(file, 'utf8')).toBe('one\ntwo\n')
    await golden(file, ['one', 'two'])
    await golden(file, [], { update: true })
    await golden(file, [])
  })

  it('is written by VNFLOW_UPDATE_GOLDEN=1, unless a test says no', async () => {
    const file = join(folder, 'c.ndjson')
    vi.stubEnv('VNFLOW_UPDATE_GOLDEN', '1')
    try {
      await expect(golden(file, ['one'], { update: false })).rejects.toThrow('is not there')
      await golden(file, ['one'])
    } finally {
      vi.unstubAllEnvs()
    }
    await golden(file, ['one'])
  })

  it('fails where it is not there, and writes nothing', async () => {
    const file = join(folder, 'none.ndjson')
    const message = `${file} is not there. VNFLOW_UPDATE_GOLDEN=1 writes what came.`
    await expect(golden(file, ['one'])).rejects.toThrow(message)
    await expect(golden(file, ['one'])).rejects.toThrow(message)
  })

  it('fails on other lines, and shows them', async () => {
    const file = join(folder, 'd.ndjson')
    await writeFile(file, 'one\r\ntwo\r\nthree\r\n')
    await golden(file, ['one', 'two', 'three'])
    await expect(golden(file, ['one', 'three', 'four'])).rejects.toMatchObject({
      name: 'AssertionError',
      message: `${file}: 3 lines are expected, 3 came. VNFLOW_UPDATE_GOLDEN=1 writes what came.
@ line 1
  one
- two
  three
+ four`,
    })
  })
})
