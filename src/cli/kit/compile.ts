import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

type TypeScript = typeof import('typescript')

/** Files that became modules that can be imported. */
export interface Compiled {
  /** By the path of the file. */
  readonly urls: ReadonlyMap<string, string>
  /** The files that they are made of, as their author wrote them. */
  readonly sources: readonly string[]
}

/** Packages that stand once in a process, whoever imports them: those of vnflow. */
const SHARED = ['rxjs', 'rxjs-marbles', 'zod', 'decimal.js']

const root = fileURLToPath(new URL('../../..', import.meta.url))
/** The running program is TypeScript, in a checkout, or what was built of it, in dist/. */
const isBuilt = !import.meta.url.endsWith('.ts')
const packageRoot = isBuilt ? dirname(root) : root
const require = createRequire(import.meta.url)

/** Tells by its text whether a file is one that defines pipelines. */
export const definesPipeline = (path: string): boolean =>
  /\bdefinePipeline\s*[(<]/.test(readFileSync(path, 'utf8'))

function compiler(): TypeScript {
  try {
    return require('typescript') as TypeScript
  } catch (cause) {
    throw new Error(
      'Pipelines in TypeScript need the package typescript: npm install typescript, or write them as .mjs.',
      {
        cause,
      },
    )
  }
}

/**
 * Makes modules of TypeScript files and of those that they import by a path, in a folder; a file is one module, whoever imports it. What they
 * import of vnflow is what runs here. Throws an `Error` that begins with file:line:column when a file cannot be read.
 */
export function compile(paths: readonly string[], folder: string): Compiled {
  const ts = compiler()
  mkdirSync(folder, { recursive: true })
  const made = new Map<string, string>()

  function urlOf(source: string): string {
    const known = made.get(source)
    if (known !== undefined) return known
    const target = join(folder, `${made.size}.mjs`)
    const url = pathToFileURL(target).href
    made.set(source, url)
    const text = withSpecifiers(ts, readFileSync(source, 'utf8'), (name) => specifier(name, source, urlOf))
    writeFileSync(target, transpiled(ts, text, source))
    return url
  }

  const urls = new Map(paths.map((path) => [path, urlOf(path)]))
  return { urls, sources: [...made.keys()] }
}

/** Puts other names into import and export declarations; lines stay where they are. */
function withSpecifiers(ts: TypeScript, text: string, nameOf: (name: string) => string): string {
  let changed = text
  for (const { fileName, pos, end } of ts.preProcessFile(text, true, true).importedFiles.toReversed())
    changed = changed.slice(0, pos + 1) + nameOf(fileName) + changed.slice(end + 1)
  return changed
}

function transpiled(ts: TypeScript, text: string, fileName: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      inlineSourceMap: true,
      sourceRoot: pathToFileURL(`${dirname(fileName)}/`).href,
    },
  })
  const [first] = diagnostics
  if (!first) return outputText
  const { line, character } = ts.getLineAndCharacterOfPosition(
    first.file ?? ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023),
    first.start ?? 0,
  )
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ')
  throw new SyntaxError(`${fileName}:${line + 1}:${character + 1}: ${message}`)
}

/** What an import in a file means. */
function specifier(name: string, from: string, urlOf: (path: string) => string): string {
  if (isBuiltin(name) || name.startsWith('file:')) return name
  if (/^\.{0,2}\//.test(name)) return pathUrl(resolve(dirname(from), name), urlOf)
  return ownModule(name) ?? packageUrl(name, from)
}

function packageUrl(name: string, from: string): string {
  const [packageName = ''] = /^(@[^/]+\/)?[^/]+/.exec(name) ?? []
  return SHARED.includes(packageName)
    ? import.meta.resolve(name)
    : pathToFileURL(createRequire(from).resolve(name)).href
}

/** `vnflow/operators` is the module of the running program. */
function ownModule(name: string): string | undefined {
  if (!name.startsWith('vnflow/')) return undefined
  const { exports } = require(join(packageRoot, 'package.json')) as {
    exports: Readonly<Record<string, { readonly default?: string } | string>>
  }
  const entry = exports[name.replace('vnflow', '.')]
  if (typeof entry !== 'object' || entry.default === undefined) return undefined
  const built = join(packageRoot, entry.default)
  return pathToFileURL(isBuilt ? built : sourceOf(built)).href
}

const sourceOf = (built: string) =>
  join(packageRoot, relative(join(packageRoot, 'dist'), built)).replace(/\.js$/, '.ts')

function pathUrl(asked: string, urlOf: (path: string) => string): string {
  // As an editor finds it: a file under its own name, by that of what it is compiled to, or without an ending.
  const path = [asked, asked.replace(/\.js$/, '.ts'), `${asked}.ts`].find((one) => existsSync(one)) ?? asked
  const running = runningModule(path)
  if (running !== undefined) return pathToFileURL(running).href
  return extname(path) === '.ts' ? urlOf(path) : pathToFileURL(path).href
}

/** The module of the running program that a file of vnflow's own sources is; a pipeline among them is as much the user's as any. */
function runningModule(path: string): string | undefined {
  const inside = relative(packageRoot, path)
  if (!/^(operators|pipelines|sinks|src)\//.test(inside) || !existsSync(path) || definesPipeline(path))
    return undefined
  const running = join(root, isBuilt ? inside.replace(/\.ts$/, '.js') : inside)
  return existsSync(running) ? running : undefined
}
