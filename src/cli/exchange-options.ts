import type { Command } from 'commander'
import type { ReplaySpeed } from '../domain/replay.ts'
import { type ExchangeStart, parseExchangeStart } from './exchange-clock.ts'
import { parsePlaySpeed, wholeNumber } from './options.ts'

/** What the simulated exchange is started with, alone or inside the main job. */
export interface ExchangeOptions {
  readonly seed: number
  readonly date?: ExchangeStart
  readonly symbols: number
  readonly speed: number
}

/** The same, where a recording may be played, too. */
export type PlayOptions = Omit<ExchangeOptions, 'speed'> & { readonly speed: ReplaySpeed }

/** Adds the options of the simulated exchange to a command. */
export const withExchangeOptions = (command: Command): Command =>
  command
    .option('--seed <n>', 'the same seed and date make the same market', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--date <date>',
      'trading date, with a time if wanted: 2026-11-20T13:00 (default: the last one, 09:20)',
      parseExchangeStart,
    )
    .option('--symbols <n>', 'how many securities are listed, futures included', wholeNumber(40, 3_000), 430)
    .option(
      '--speed <n>',
      'exchange seconds in a second; max plays a recording as fast as may be',
      parsePlaySpeed,
      1,
    )

/** The options of a simulated exchange. Throws one line for a speed that only a recording has. */
export function atSpeed<T extends PlayOptions>({
  speed,
  ...options
}: T): Omit<T, 'speed'> & { speed: number } {
  if (speed !== 'max') return { ...options, speed }
  throw new Error(
    '--speed max plays a recording only (start --source replay, exchange --from); else name a number.',
  )
}
