import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))

/** What a finished run of the command printed. */
export interface Finished {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

/** Starts `vnflow` as it is built, as a process of its own. */
export const spawnVnflow = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawn(process.execPath, ['-C', 'vnflow', main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Runs `vnflow` to its end. Throws when it does not end well, with what it said; see `endVnflow`. */
export async function runVnflow(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finished> {
  const finished = await endVnflow(args, env)
  if (finished.code !== 0)
    throw new Error(`vnflow ${args.join(' ')} ended with ${finished.code}: ${finished.stderr}`)
  return finished
}

/** Runs `vnflow` to its end, whatever end it takes. */
export async function endVnflow(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finished> {
  const child = spawnVnflow(args, env)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { stdout, stderr, code }
}
