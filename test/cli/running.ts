import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MarketSnapshotJson } from '../../src/domain/wire.ts'
import { spawnVnflow } from '../run-vnflow.ts'

/** A long command that has printed its address. */
export interface Running {
  readonly address: string
  readonly pid: number | undefined
  readonly line: string
  /** What it has told on stderr so far. */
  stderr(): string
  /** Ctrl-C; gives the exit code and how long it took, ms. */
  stop(): Promise<{ code: number | null; took: number }>
  /** Ends it as a crash does. */
  kill(): Promise<void>
}

const children = new Set<ChildProcess>()

/** Ends what a failed test left behind. */
export function killAll() {
  for (const child of children) child.kill('SIGKILL')
}

/** Starts a long command and waits for its line. */
export async function running(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const child = spawnVnflow(args, env)
  children.add(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => ''),
  ])
  const address = /http:\/\/[^\s/]+/.exec(line)?.[0]
  if (!address) throw new Error(`vnflow ${args.join(' ')} printed no address: ${line} ${stderr}`)
  return {
    address,
    pid: child.pid,
    line,
    stderr: () => stderr,
    async stop() {
      const start = performance.now()
      const exit = once(child, 'exit') as Promise<[number | null]>
      child.kill('SIGINT')
      const [code] = await exit
      children.delete(child)
      return { code, took: performance.now() - start }
    },
    async kill() {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
      children.delete(child)
    },
  }
}

/** The snapshot, once `ready` says that it is. */
export async function snapshotWhen(
  address: string,
  ready: (snapshot: MarketSnapshotJson) => boolean,
  within = 15_000,
): Promise<MarketSnapshotJson> {
  const deadline = performance.now() + within
  for (;;) {
    const response = await fetch(`${address}/api/market/snapshot`)
    const snapshot = (await response.json()) as MarketSnapshotJson
    if (ready(snapshot)) return snapshot
    if (performance.now() > deadline) throw new Error(`not ready: ${JSON.stringify(snapshot).slice(0, 500)}`)
    await sleep(200)
  }
}

/** Volume of all watched securities together. */
export const volumeOf = ({ quotes }: MarketSnapshotJson): number =>
  Object.values(quotes).reduce((sum, { total_volume }) => sum + total_volume, 0)
