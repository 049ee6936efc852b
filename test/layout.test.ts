import { existsSync, readdirSync } from 'node:fs'
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
