import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import type { Pipeline } from '../../../pipelines/define/define-pipeline.ts'
import { messageOf } from '../../domain/message-of.ts'
import { compile, definesPipeline } from './compile.ts'
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
  const paths = readdirSync(dir)
    .filter((name) => /\.(ts|js|mjs)$/.test(name) && !/\.(d|test)\.\w+$/.test(name))
    .sort()
    .map((name) => join(dir, name))
    .filter(definesPipeline)
  const loaded = []
  for (const path of paths) loaded.push(await loadPipelineFile(path))
  const pipelines = loaded.flatMap((file) => file.pipelines)
  if (pipelines.length === 0) return none
  return { pipelines, params: paramsIn(dir), files: new Set(loaded.flatMap(({ files }) => [...files])) }
}

/** The whole path of a file that is there; throws a line that says what to do where it is not. */
export function existingFile(path: string): string {
  const file = resolve(path)
  if (!existsSync(file)) throw new Error(`${path} is not there: name a file that exports a pipeline.`)
  return file
}

/** Loads the pipelines that a file exports, as it stands now, however often. Throws like `loadPipelines`. */
export async function loadPipelineFile(path: string): Promise<LoadedPipelines> {
  const file = existingFile(path)
  const { exports, files } = extname(file) === '.ts' ? await importCompiled(file) : await importPlain(file)
  const pipelines = Object.values(exports).filter(isPipeline)
  if (pipelines.length === 0)
    throw new Error(`${path} exports no pipeline: export const NAME = definePipeline({ … }).`)
  return { pipelines, params: paramsIn(dirname(file)), files }
}

interface Imported {
  readonly exports: Readonly<Record<string, unknown>>
  readonly files: ReadonlySet<string>
}

async function importCompiled(file: string): Promise<Imported> {
  // Errors point to the lines that their author wrote.
  process.setSourceMapsEnabled(true)
  const folder = mkdtempSync(join(tmpdir(), 'vnflow-pipelines-'))
  try {
    const { url, sources } = compile(file, folder)
    return await imported(url, new Set(sources))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const importPlain = (file: string): Promise<Imported> =>
  imported(`${pathToFileURL(file).href}?load=${++count}`, new Set([file]))

async function imported(url: string, files: ReadonlySet<string>): Promise<Imported> {
  try {
    return { exports: (await import(url)) as Imported['exports'], files }
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
  const path = join(dir, 'params.yaml')
  if (!existsSync(path)) return {}
  try {
    const params: unknown = parse(readFileSync(path, 'utf8'))
    if (typeof params === 'object' && params !== null && !Array.isArray(params)) return { ...params }
  } catch (cause) {
    const [reason] = messageOf(cause).split('\n')
    throw new Error(`${path}: ${reason ?? ''}`, { cause })
  }
  throw new Error(`${path} names pipelines and their parameters: ${basename(dir)}-one: { minutes: 5 }.`)
}
