import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('writes each row as JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vnflow-bench-test-'))
  try {
    const file = join(folder, 'figures.json')
    execFileSync(process.execPath, [
      '--import',
      'tsx',
      'bench/main.ts',
      'merge',
      'bars',
      '--tiny',
      '--json',
      file,
    ])
    const figures = JSON.parse(readFileSync(file, 'utf8')) as object[]
    expect(figures).toHaveLength(2)
    for (const figure of figures)
      expect(figure).toEqual({
        name: expect.any(String) as string,
        value: expect.any(Number) as number,
        unit: expect.any(String) as string,
        baseline: expect.any(Number) as number,
        ratio: expect.any(Number) as number,
        reach: 'ratio ≥ 5',
        holds: expect.any(Boolean) as boolean,
      })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
