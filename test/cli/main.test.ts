import { once } from 'node:events'
import { readFileSync } from 'node:fs'
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
})
