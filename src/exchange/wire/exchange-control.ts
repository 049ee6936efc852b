import type { ReplayCommand, ReplayStatus } from '../../domain/replay.ts'

/** How an exchange stands, as a replay does. */
export interface ExchangeStatus extends Omit<ReplayStatus, 'seq'> {
  /** The last frame of a recording that was played; `undefined` where there are no frames. */
  readonly seq: number | undefined
}

/** Why an exchange does not do what it was told. */
export interface ControlRefusal {
  /** The field of the command that it is about. */
  readonly field: string
  /** What it would do, in words. */
  readonly allowed: string
}

/** The clock of an exchange, under control of whoever asks. */
export interface ExchangeControl {
  readonly status: () => ExchangeStatus
  /** Resolves when the command is done, or another has cut it short; with why not, when it is refused. */
  readonly order: (command: ReplayCommand) => Promise<ControlRefusal | undefined>
}
