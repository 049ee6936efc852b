import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { checkName } from '../../../pipelines/define/check-name.ts'
import { messageOf } from '../../domain/message-of.ts'
import { makeFolder } from '../make-folder.ts'

/** What a variable cannot be called: words of the language, and what both files have of others. */
const taken = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
    'if implements import in instanceof interface let new null package private protected public return static super switch this ' +
    'throw true try typeof var void while with yield arguments eval ' +
    'filter map z it price small large definePipeline classifiedTrade testPipeline'
  ).split(' '),
)

function variableOf(name: string): string {
  const camel = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return taken.has(camel) ? `${camel}Pipeline` : camel
}

const pipelineText = (name: string) => `import { filter, map } from 'rxjs'
import { definePipeline, trades$ } from 'vnflow/pipelines'
import { z } from 'zod'

/** trades → those of at least a value: change it into what you want to know. */
export const ${variableOf(name)} = definePipeline({
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
import { ${variableOf(name)} } from '${pipeline}'

const small = classifiedTrade({ price: price(100_000), volume: 100 })
const large = classifiedTrade({ price: price(100_000), volume: 20_000, side: 'buy' })

it('gives trades of at least the value, when they come', () => {
  testPipeline(${variableOf(name)}, {
    given: '09:15:00 s-l 13:00:00 ls',
    events: { s: small, l: large },
    gives: '09:15:02 r   13:00:00 r',
    rows: { r: { symbol: 'FPT', side: 'buy', value: 2_000_000_000 } },
  })
})
`

/**
 * Writes a pipeline, and its marble test, below a folder. Gives the two paths, seen from the folder. Fails with a line when a file
 * is there already, or the name is none.
 */
export async function newPipeline(
  name: string,
  folder: string,
): Promise<readonly [pipeline: string, test: string]> {
  checkName(name)
  const pipeline = join(folder, 'pipelines', `${name}.ts`)
  const test = join(folder, 'test', 'pipelines', `${name}.test.ts`)
  for (const path of [pipeline, test]) if (existsSync(path)) throw new Error(`${path} is there already.`)
  await write(pipeline, pipelineText(name))
  await write(test, testText(name, relative(dirname(test), pipeline)))
  return [relative(folder, pipeline), relative(folder, test)]
}

async function write(path: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(path))
    await writeFile(path, text)
  } catch (cause) {
    throw new Error(`${path} cannot be written (${messageOf(cause)}): name another folder with --dir.`, {
      cause,
    })
  }
}
