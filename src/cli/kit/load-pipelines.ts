import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import type { Pipeline } from '../../../pipelines/define/define-pipeline.ts'
import { inOrder } from '../../../pipelines/define/in-order.ts'
import { messageOf } from '../../domain/message-of.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { compile, type Compiled, definesPipeline } from './compile.ts'
import { withPlace } from './place-of.ts'

/** Pipelines of files, ready to be run. */
export interface LoadedPipelines {
  readonly pipelines: readonly Pipeline[]
  /** Parameters by the name of their pipeline, as `params.yaml` has them. */
  readonly params: Readonly<Record<string, unknown>>
  /** The files that were read: the pipelines' own, and those that they import by a path. */
  readonly files: ReadonlySet<string>
}

/** The folder that is looked into when none is named; it may be missing. */
const USUAL = 'pipelines'
/** Beside the files. */
const PARAMS = 'params.yaml'

const none: LoadedPipelines = { pipelines: [], params: {}, files: new Set() }

let count = 0

/**
 * Loads the pipelines of a folder: each `.ts`, `.js` and `.mjs` in it that defines some, and `params.yaml` beside them. No folder named is
 * `pipelines/`, where there is one. Throws a line that says where and why when one cannot be loaded.
 */
export async function loadPipelines(folder: string | undefined): Promise<LoadedPipelines> {
  const dir = resolve(folder === undefined || folder === '' ? USUAL : folder)
  if (!existsSync(dir)) {
    if (!folder) return none
    throw new Error(`${folder} is not there: --pipelines and VNFLOW_PIPELINES name a folder of pipelines.`)
  }
  if (!statSync(dir).isDirectory())
    throw new Error(
      `${folder ?? USUAL} is a file: --pipelines and VNFLOW_PIPELINES name a folder of pipelines.`,
    )
  const paths = readdirSync(dir)
    .filter((name) => isCode(name) && !/\.(d|test)\.\w+$/.test(name))
    .sort()
    .map((name) => join(dir, name))
    .filter(definesPipeline)
  if (paths.length === 0) return none
  const loaded = await loadFiles(paths)
  checkParams(join(dir, PARAMS), loaded)
  return loaded
}

/** What is told to a pipeline that is not there would be heard by none: its name may be misspelled. */
function checkParams(path: string, { pipelines, params }: LoadedPipelines): void {
  const names = inOrder(pipelines).map(({ name }) => name)
  const unknown = Object.keys(params).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new Error(
      `${path} has parameters of ${unknown}, which is no pipeline: there is ${names.join(', ')}.`,
    )
}

/** The whole path of a file that is there, and may be a pipeline's; throws a line that says what to do where it is not. */
export function existingFile(path: string): string {
  const file = resolve(path)
  if (!existsSync(file)) throw new Error(`${path} is not there: name a file that exports a pipeline.`)
  if (!isCode(file) || statSync(file).isDirectory())
    throw new Error(`${path} is no file that ends in .ts, .js or .mjs: name one that exports a pipeline.`)
  return file
}

const isCode = (name: string): boolean => /\.(ts|js|mjs)$/.test(name)

/** Loads the pipelines that a file exports, as it stands now, however often. Throws like `loadPipelines`. */
export const loadPipelineFile = (path: string): Promise<LoadedPipelines> =>
  loadFiles([path], `?load=${++count}`)

/**
 * Loads files together, so that a pipeline that one of them takes from another is the one that the other exports.
 *
 * @param query - another one for each load of a JavaScript file that may have changed since
 */
async function loadFiles(paths: readonly string[], query = ''): Promise<LoadedPipelines> {
  const all = new Map(paths.map((path) => [path, existingFile(path)]))
  const folder = temporaryFolder('pipelines')
  try {
    const { urls, sources } = compiled([...all.values()].filter(isTypeScript), folder)
    const files = new Set([...all.values(), ...sources])
    const pipelines: Pipeline[] = []
    for (const [path, file] of all)
      pipelines.push(...(await exported(path, urls.get(file) ?? pathToFileURL(file).href + query, files)))
    return { pipelines, params: paramsIn(dirname([...all.values()][0] ?? '')), files }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const isTypeScript = (file: string): boolean => extname(file) === '.ts'

function compiled(files: readonly string[], folder: string): Compiled {
  if (files.length === 0) return { urls: new Map(), sources: [] }
  // Errors point to the lines that their author wrote.
  process.setSourceMapsEnabled(true)
  return compile(files, folder)
}

async function exported(path: string, url: string, files: ReadonlySet<string>): Promise<readonly Pipeline[]> {
  const pipelines = Object.values(await imported(url, files)).filter(isPipeline)
  if (pipelines.length === 0)
    throw new Error(`${path} exports no pipeline: export const NAME = definePipeline({ … }).`)
  return pipelines
}

async function imported(url: string, files: ReadonlySet<string>): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>
  } catch (cause) {
    throw new Error(withPlace(cause, files), { cause })
  }
}

const isPipeline = (value: unknown): value is Pipeline =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'pipeline' &&
  'build' in value

function paramsIn(dir: string): LoadedPipelines['params'] {
  const path = join(dir, PARAMS)
  if (!existsSync(path)) return {}
  try {
    // Nothing but comments says nothing.
    const params: unknown = parse(readFileSync(path, 'utf8')) ?? {}
    if (typeof params === 'object' && params !== null && !Array.isArray(params)) return { ...params }
  } catch (cause) {
    const [reason] = messageOf(cause).split('\n')
    throw new Error(`${path}: ${reason ?? ''}`, { cause })
  }
  throw new Error(`${path} names pipelines and their parameters: ${basename(dir)}-one: { minutes: 5 }.`)
}
