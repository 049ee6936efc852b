import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { environment } from './environment.ts'
import { defaultExchangeStart } from './exchange-clock.ts'
import type { ExchangeOptions } from './exchange-options.ts'
import { runName } from './run-name.ts'

/** The program that this process runs, in its own language: TypeScript under a loader, or what was built of it. */
const main = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url),
)

/** A simulated exchange that lives as long as this process. */
export interface EmbeddedExchange {
  /** Name of its run. */
  readonly run: string
  /** Where it is reached, when it can be. Fails when it ends before. */
  readonly address: Promise<string>
  readonly close: () => Promise<void>
}

/** Starts `vnflow exchange` as a process of its own, on a free port. It ends when this process does, however that ends. */
export function embeddedExchange({ seed, date, symbols, speed }: ExchangeOptions): EmbeddedExchange {
  const start = date ?? defaultExchangeStart(Date.now())
  const run = runName(start.date, seed)
  const flags = { seed, symbols, speed, date: start.text, run, port: 0 }
  const child = fork(
    main,
    [
      'exchange',
      '--skip-pauses',
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      // A Ctrl-C on the terminal is for this process, which ends the exchange when it has let go of it.
      detached: true,
      // glibc gives each thread an arena of its own and returns little of it: two arenas keep half the memory.
      env: { ...environment(), MALLOC_ARENA_MAX: '2' },
      // A young generation that may not grow to 48 MB: the flow of orders leaves nothing that lives long.
      execArgv: [...process.execArgv, '--max-semi-space-size=4'],
    },
  )
  const address = addressOf(child)
  // Who waits for it is told; until then somebody else may fail first.
  address.catch(() => undefined)
  return {
    run,
    address,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the simulated exchange could not be started: it has no output.')
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => ''),
  ])
  const address = /http:\/\/\S+/.exec(line)?.[0]
  if (!address) throw new Error('the simulated exchange did not start; what it said stands above.')
  return address
}
