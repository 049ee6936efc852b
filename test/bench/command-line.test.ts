import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const end = (program: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `bench/${program}.ts`, ...args],
    { cwd: root, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

describe('commandLine', () => {
  it.each([
    ['main', ['--help'], "Unknown option '--help': of options --quick, --tiny, --json FILE may be given.\n"],
    [
      'main',
      ['--json'],
      "Option '--json <value>' argument missing: of options --quick, --tiny, --json FILE may be given.\n",
    ],
    ['accuracy', ['--help'], "Unknown option '--help': no options are taken.\n"],
  ])('ends with one line where %s is asked %s', { timeout: 60_000 }, (program, args, stderr) => {
    expect(end(program, ...args)).toEqual({ status: 1, stdout: '', stderr })
  })
})
