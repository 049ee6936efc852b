import { Command, Option } from 'commander'
import {
  catchError,
  defer,
  fromEvent,
  lastValueFrom,
  map,
  merge,
  NEVER,
  type Observable,
  of,
  takeUntil,
  tap,
} from 'rxjs'
import { simulatedExchange } from '../exchange/simulated-exchange.ts'
import { fastConnectServer } from '../exchange/wire/fast-connect-server.ts'
import { defaultExchangeStart } from './exchange-clock.ts'
import { controlHandler } from './control-handler.ts'
import { type CredentialFlags, hasCredentials, withCredentialFlags } from './credential-flags.ts'
import type { ExchangeCredentials } from './exchange-credentials.ts'
import { atSpeed, type ExchangeOptions, type PlayOptions, withExchangeOptions } from './exchange-options.ts'
import { parsePort, parseRun } from './options.ts'
import { runName } from './run-name.ts'
import { keepMemorySteady } from './steady-memory.ts'
import { stopped$ } from './stopped.ts'

interface AloneOptions extends PlayOptions, CredentialFlags {
  readonly from?: readonly string[]
  readonly port: number
  readonly skipPauses?: boolean
  readonly faults?: string
  readonly run?: string
}

/** `vnflow exchange`: the simulated exchange, or a recording in its place. */
export const exchangeCommand = (): Command =>
  withCredentialFlags(
    withExchangeOptions(
      new Command('exchange')
        .description(
          'the simulated exchange alone, speaking FastConnect v2 and v3: data, trading and streams',
        )
        .addOption(
          new Option(
            '--from <path...>',
            'serve a recording instead: journal folders or NDJSON files of frames; data and streams only',
          ).conflicts(['seed', 'date', 'symbols', 'faults', 'run']),
        )
        .option('--port <n>', '0 = any free one', parsePort, 8100)
        .option('--skip-pauses', 'jump over lunch, nights and days without trading')
        .option(
          '--run <name>',
          'name of this run, told to who records it (default: of date, seed and time)',
          parseRun,
        )
        .option('--faults <file>', 'what goes wrong and when, YAML or JSON (see data/faults/bad-day.yaml)'),
    ),
  ).action(exchange)

/** An exchange that was started by another process ends with it, however that ends, and be it before this one listens for it. */
const orphaned$: Observable<unknown> = defer(() => {
  if (process.send === undefined) return NEVER
  return process.connected ? fromEvent(process, 'disconnect') : of('it ended before')
})

/** The one thing that goes wrong with a port, in a line that says what to do. */
function portTaken(error: unknown, port: number): unknown {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (!taken) return error
  return new Error(
    `Port ${port} is in use. Stop the program that holds it, or choose another with --port (0 = any).`,
  )
}

async function exchange(options: AloneOptions) {
  keepMemorySteady()
  const { port, from: paths } = options
  const serving$ = await (paths ? recorded(paths, options) : simulated(atSpeed(options)))
  await lastValueFrom(
    serving$.pipe(
      catchError((error: unknown) => {
        throw portTaken(error, port)
      }),
      tap(({ address, what }) => console.log(`vnflow exchange  ${address}  ${what}`)),
      takeUntil(merge(stopped$, orphaned$)),
    ),
    { defaultValue: undefined },
  )
}

async function recorded(paths: readonly string[], options: AloneOptions) {
  const { recordedExchange } = await import('./recorded-exchange.ts')
  return recordedExchange(paths, options)
}

const ANYBODY: ExchangeCredentials = { consumer: undefined, trading: {}, api: {}, accounts: undefined }

async function credentialsOf(flags: CredentialFlags): Promise<ExchangeCredentials> {
  if (!hasCredentials(flags)) return ANYBODY
  return (await import('./exchange-credentials.ts')).exchangeCredentials(flags)
}

/** A market of this process's own, served. */
async function simulated({
  seed,
  date,
  symbols,
  speed,
  port,
  skipPauses: skipsPauses = false,
  ...flags
}: AloneOptions & ExchangeOptions) {
  const faults =
    flags.faults === undefined ? undefined : (await import('./fault-file.ts')).faultFile(flags.faults)
  const { consumer, trading, api, accounts } = await credentialsOf(flags)
  const start = date ?? defaultExchangeStart(Date.now())
  const exchange = simulatedExchange({
    seed,
    symbols,
    date: start.date,
    startAt: start.timeOfDay,
    accounts,
  })
  return fastConnectServer({
    exchange,
    speed,
    skipsPauses,
    controlled: controlHandler,
    run: flags.run ?? runName(start.date, seed),
    seed,
    port,
    now: Date.now,
    credentials: consumer,
    trading,
    v3: { credentials: api },
    ...(faults && { faults }),
  }).pipe(
    map(({ address }) => ({
      address,
      what: `FastConnect v2 and v3, ${start.date}, seed ${seed}, speed ${speed}`,
    })),
  )
}
