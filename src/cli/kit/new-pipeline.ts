import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const pipelineText = (name: string) => `import { filter, map } from 'rxjs'
import { definePipeline, trades$ } from 'vnflow/pipelines'
import { z } from 'zod'

/** trades → those of at least a value: change it into what you want to know. */
export const ${camel(name)} = definePipeline({
  name: '${name}',
  about: 'Trades of at least a value.',
  inputs: { trades$ },
  params: z.object({
    /** VND. */
    value: z.number().default(1_000_000_000),
  }),
  row: z.object({ symbol: z.string(), side: z.string(), value: z.number().int() }),
  build: ({ trades$ }, { params }) =>
    trades$.pipe(
      filter(({ value }) => value >= params.value),
      map(({ symbol, side, value }) => ({ symbol, side, value })),
    ),
})
`

const testText = (name: string, pipeline: string) => `import { it } from 'vitest'
import { classifiedTrade, price, testPipeline } from 'vnflow/testing'
import { ${camel(name)} } from '${pipeline}'

const small = classifiedTrade({ price: price(100_000), volume: 100 })
const large = classifiedTrade({ price: price(100_000), volume: 20_000, side: 'buy' })

it('gives trades of at least the value, when they come', () => {
  testPipeline(${camel(name)}, {
    given: '09:15:00 s-l 13:00:00 ls',
    events: { s: small, l: large },
    gives: '09:15:02 r   13:00:00 r',
    rows: { r: { symbol: 'FPT', side: 'buy', value: 2_000_000_000 } },
  })
})
`

/**
 * Writes a pipeline, and its marble test, below a folder. Gives the two paths, seen from the folder. Throws a line when a file
 * is there already, or the name is none.
 */
export function newPipeline(name: string, folder: string): readonly [pipeline: string, test: string] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" is no name of a pipeline: small letters, digits and hyphens, as large-trades.`)
  const pipeline = join(folder, 'pipelines', `${name}.ts`)
  const test = join(folder, 'test', 'pipelines', `${name}.test.ts`)
  for (const path of [pipeline, test]) if (existsSync(path)) throw new Error(`${path} is there already.`)
  write(pipeline, pipelineText(name))
  write(test, testText(name, relative(dirname(test), pipeline)))
  return [relative(folder, pipeline), relative(folder, test)]
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
