import { rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../src/cli/temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

it('makes another folder each time', () => {
  const [one, other] = [temporaryFolder('test'), temporaryFolder('test')]
  expect(one).not.toBe(other)
  for (const path of [one, other]) {
    expect(statSync(path).isDirectory()).toBe(true)
    expect(dirname(path)).toBe(tmpdir())
    rmSync(path, { recursive: true })
  }
})

it('says what to do where none can be made', () => {
  vi.stubEnv('TMPDIR', '/none')
  expect(() => temporaryFolder('test')).toThrow(
    /^no temporary files can be written in \/none \(ENOENT.*\): name another folder with TMPDIR\.$/,
  )
})
