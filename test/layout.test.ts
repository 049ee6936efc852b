import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Where each unit's test stands: operators/bars.ts ↔ test/operators/bars.test.ts. */
const units = {
  operators: 'operators',
  pipelines: 'pipelines',
  sinks: 'sinks',
  'src/market': 'market',
  'src/journal': 'journal',
}
/** Types only, or a re-export. */
const withoutTest = ['sink', 'source', 'index']

const names = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .filter((name) => !withoutTest.includes(name))
    .sort()

describe.each(Object.entries(units))('%s', (folder, tests) => {
  it('has no test without its file', () => {
    const orphans = names(join('test', tests), '.test.ts').filter(
      (name) => !existsSync(join(folder, `${name}.ts`)),
    )
    expect(orphans).toEqual([])
  })
})

describe.each(['operators', 'pipelines', 'sinks'])('%s', (folder) => {
  it('has a test for each unit', () => {
    expect(names(join('test', folder), '.test.ts')).toEqual(names(folder, '.ts'))
  })
})

describe('corrected mistakes of the market tracker', () => {
  /** A39 was never given. */
  const ids = Array.from({ length: 49 }, (_, i) => `A${String(i + 1).padStart(2, '0')}`).filter(
    (id) => id !== 'A39',
  )
  const titles = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(join('test', file), 'utf8').split('\n'))
    .filter((line) => /^\s*(it|describe|test|['"`])/.test(line))
    .join('\n')

  it.each(ids)('%s has a test that is named by it', (id) => {
    expect(titles).toContain(id)
  })
})
