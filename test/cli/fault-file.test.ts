import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { faultFile } from '../../src/cli/fault-file.ts'
import { spawnVnflow } from '../run-vnflow.ts'

const folder = mkdtempSync(join(tmpdir(), 'vnflow-faults-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(text: string): string {
  const path = join(folder, 'day.yaml')
  writeFileSync(path, text)
  return path
}

describe('a file of faults', () => {
  it('is refused in one line that names the place and what is allowed', () => {
    const path = file('faults:\n  - kind: lose\n    share: 3\n')
    expect(() => faultFile(path)).toThrow(
      `${path}:3: faults.0.share is 3; allowed is the share of messages that is hit, above 0 and at most 1.`,
    )
  })

  it('is refused when it is not there', () => {
    expect(() => faultFile(join(folder, 'none.yaml'))).toThrow(/none\.yaml cannot be read \(ENOENT\)/)
  })

  it('lets the exchange say what goes wrong, by its own clock', async () => {
    const child = spawnVnflow([
      ...['exchange', '--port', '0', '--symbols', '40', '--speed', '500'],
      ...['--date', '2026-11-20T09:00', '--faults', 'data/faults/bad-day.yaml'],
    ])
    const lines: string[] = []
    const all = createInterface({ input: child.stdout })
    all.on('line', (line) => lines.push(line))
    while (!lines.some((line) => line.includes('restart ends'))) await once(all, 'line')
    child.kill('SIGTERM')
    expect(lines[0]).toMatch(/^vnflow exchange {2}http/)
    expect(lines).toContain('09:00:00  fault lose begins')
    expect(lines).toContain('09:02:00  fault half-open begins')
    expect(lines).toContain('09:03:30  fault half-open ends')
    expect(lines).toContain('09:00:30  fault drop begins')
    expect(lines).not.toContain('09:00:30  fault drop ends')
    expect(lines).toContain('09:11:10  fault restart ends')
  })
})
