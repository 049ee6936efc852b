import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { endVnflow, runVnflow, spawnVnflow } from '../run-vnflow.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

describe('vnflow', () => {
  it('names all commands where none is asked for', async () => {
    const { stderr, code } = await endVnflow([])
    expect(code).toBe(1)
    for (const name of 'start exchange replay record market query export import dev new doctor'.split(' '))
      expect(stderr).toMatch(new RegExp(`^  ${name} `, 'm'))
  })

  it('suggests the command that was meant', async () => {
    const { stderr, code } = await endVnflow(['docter'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/unknown command 'docter'[^]*Did you mean doctor\?/)
  })

  it('tells its version', async () => {
    expect((await runVnflow(['--version'])).stdout).toBe(`${version}\n`)
  })

  it('ends well where the reader of its output goes away', async () => {
    const child = spawnVnflow(['market', 'day', '2026-11-20'])
    child.stdout.destroy()
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    expect(await once(child, 'close')).toEqual([0, null])
    expect(stderr).toBe('')
  })

  it
    .skipIf(!existsSync('/dev/full'))
    .each([
      [['market', 'day', '2026-11-20']],
      [['replay', 'data/sample/2026-11-20.ndjson.gz', '--emit', 'trade']],
    ])('says in one line that the output of %j cannot be written', async (args) => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(resolve('bin/vnflow'), args, { stdio: ['ignore', full, 'pipe'] })
    closeSync(full)
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(stderr).toMatch(/^vnflow: the output cannot be written \(ENOSPC: .*\): free some disk, .*\n$/)
  })

  it.each([
    [
      ['export', 'trades', '--from', '2026-11-20', '--to', '2026-11-19', '--out', 'never.csv'],
      '--from 2026-11-20 is after --to 2026-11-19',
    ],
    [
      ['replay', 'data/sample/2026-11-20.ndjson.gz', '--from', '2026-11-20T09:20:00', '--to', '2026-11-20'],
      '--from 2026-11-20T09:20:00+07:00 is after --to 2026-11-20T00:00:00+07:00',
    ],
  ])('refuses %j: nothing lies between', async (args, said) => {
    const { code, stdout, stderr } = await endVnflow(args)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`vnflow: ${said}: nothing lies between them. Name the earlier one with --from.\n`)
    expect(existsSync('never.csv')).toBe(false)
  })
})
