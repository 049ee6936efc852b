/** Why something at SSI failed. Its text holds neither a token nor a secret. */
export class SsiError extends Error {
  override readonly name = 'SsiError'
  /** Trying again cannot help: something must be changed first, and the text says what. */
  readonly terminal: boolean

  constructor(message: string, { terminal = false, cause }: { terminal?: boolean; cause?: unknown } = {}) {
    super(message, cause === undefined ? {} : { cause })
    this.terminal = terminal
  }
}

/** Whether an error means that trying again cannot help. */
export const isTerminal = (error: unknown): boolean => error instanceof SsiError && error.terminal

/** An error's text, for a reason or a warning. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
