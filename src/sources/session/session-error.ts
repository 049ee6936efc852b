/** What an error of a session says beside its text. */
export interface SessionErrorOptions {
  /** Trying again cannot help: something must be changed first, and the text says what. */
  readonly terminal?: boolean
  /** The far side asks to be left alone for so long, ms. */
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/** Why a session with a venue was lost, or cannot be had. Its text holds no token, secret or one-time password. */
export class SessionError extends Error {
  override readonly name: string = 'SessionError'
  readonly terminal: boolean
  /** ms; `undefined` when the far side did not say. */
  readonly retryAfter: number | undefined

  constructor(message: string, { terminal = false, retryAfter, cause }: SessionErrorOptions = {}) {
    super(message, cause === undefined ? {} : { cause })
    this.terminal = terminal
    this.retryAfter = retryAfter
  }
}

/** Whether an error means that trying again cannot help. */
export const isTerminal = (error: unknown): boolean => error instanceof SessionError && error.terminal

/**
 * An error's text, for a reason or a warning. An error of another origin is named by its code alone: libraries repeat addresses and
 * headers in their texts, and so tokens.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof SessionError) return error.message
  if (!(error instanceof Error)) return 'The connection failed.'
  return `The connection failed (${'code' in error && typeof error.code === 'string' ? error.code : error.name}).`
}
