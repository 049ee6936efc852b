import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { newPipeline } from './kit/new-pipeline.ts'

/** In a checkout, and where the package is installed. */
const SAMPLES = ['', 'node_modules/vnflow/'].map((root) => `${root}data/sample/2026-11-20.ndjson.gz`)

/** `vnflow new pipeline NAME`: a pipeline and its marble test, to begin with. */
export const newCommand = (): Command =>
  new Command('new').description('writes what a pipeline of your own begins with').addCommand(
    new Command('pipeline')
      .description('a pipeline in pipelines/ and its marble test in test/pipelines/')
      .argument('<name>', 'small letters, digits and hyphens, as large-trades')
      .option('--dir <dir>', 'the folder that has, or gets, both', '.')
      .action(async (name: string, { dir }: { readonly dir: string }) => {
        const [pipeline, test] = await newPipeline(name, dir)
        console.log(`${pipeline}\n${test}`)
        const recording = SAMPLES.find((path) => existsSync(path)) ?? 'RECORDING'
        console.log(`next: npx vitest run ${test}; vnflow dev ${pipeline} --replay ${recording}`)
      }),
  )
