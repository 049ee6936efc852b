import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../src/cli/make-folder.ts'
import { folder } from '../store/folder.ts'

describe('makeFolder', () => {
  it('makes all that is not there, and leaves what is', async () => {
    const path = join(folder(), 'a', 'b c', 'd')
    await Promise.all([makeFolder(path), makeFolder(path)])
    expect(existsSync(path)).toBe(true)
    await makeFolder(path)
    await makeFolder('/')
  })

  it('fails at a file, and where nothing can be made', async () => {
    const dir = folder()
    mkdirSync(join(dir, 'a'))
    writeFileSync(join(dir, 'a', 'file'), '')
    await expect(makeFolder(join(dir, 'a', 'file'))).rejects.toThrow('EEXIST')
    await expect(makeFolder(join(dir, 'a', 'file', 'b', 'c'))).rejects.toThrow('ENOTDIR')
  })

  it.runIf(existsSync('/proc/self'))('fails below /proc, where nothing is ever there', async () => {
    await expect(makeFolder('/proc/none/below/it')).rejects.toThrow('ENOENT')
  })
})
