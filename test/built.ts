import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What `tsconfig.build.json` builds. */
const FOLDERS = ['src', 'operators', 'sinks', 'pipelines', 'client', 'data/reference']

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.(ts|json)$/.test(name))
    .map((name) => join(folder, name))

const builtOf = (path: string) => join('dist', path.replace(/\.ts$/, '.js'))

const writtenAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/**
 * Before all tests: makes those files of `dist/` anew that are older than what they are made of. Commands are tested as users run them, and
 * a process of plain JavaScript begins in a third of the time that one needs which reads TypeScript.
 */
export const setup = (): Promise<void> => freshen()

/**
 * The same, where something beside what is built is run from `dist/`, too.
 *
 * @param beside - folders of the package
 */
export async function freshen(beside: readonly string[] = []): Promise<void> {
  const stale = [...FOLDERS, ...beside]
    .flatMap(sourcesIn)
    .filter((path) => writtenAt(path) >= writtenAt(builtOf(path)))
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
