import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** The machine that is measured on, and how busy it is with other work. */
export function machine(): string {
  const [first] = cpus()
  return [
    `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${type()} ${release()}, Node ${process.versions.node}, V8 ${process.versions.v8}`,
    `Versions beside it: ${['rxjs', 'ws', '@duckdb/node-api', 'tardis-dev'].map((name) => `${name} ${versionOf(name)}`).join(', ')}`,
  ].join('. ')
}

/** Processes that ran or waited to run, on average over the last minutes. */
export const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(', ')

function versionOf(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
