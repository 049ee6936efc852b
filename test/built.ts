import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What `tsconfig.build.json` builds. */
const FOLDERS = ['src', 'operators', 'sinks', 'pipelines', 'client', 'data/reference']

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|json)$/.test(name))
    .map((name) => join(folder, name)),
)

const builtOf = (path: string) => join('dist', path.replace(/\.ts$/, '.js'))

const writtenAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/**
 * Before all tests: makes those files of `dist/` anew that are older than what they are made of. Commands are tested as users run them, and
 * a process of plain JavaScript begins in a third of the time that one needs which reads TypeScript.
 */
export async function setup(): Promise<void> {
  const stale = sources.filter((path) => writtenAt(path) >= writtenAt(builtOf(path)))
  if (stale.length === 0) return
  const { default: ts } = await import('typescript')
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.')
  // A file by itself does not see that its package is one of ES modules.
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext }
  for (const path of stale) {
    const built = builtOf(path)
    mkdirSync(dirname(built), { recursive: true })
    if (built === join('dist', path)) copyFileSync(path, built)
    else writeFileSync(built, ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions }).outputText)
  }
}
