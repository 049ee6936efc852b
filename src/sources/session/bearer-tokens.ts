/** Where a connection has its access token from. */
export interface BearerTokens {
  /** A token that holds for a while yet. */
  get(): Promise<string>
  /** Forgets a token that was refused, so that the next try asks for another. */
  refuse(token: string): void
  /** A text of the far side's without the secrets that it may repeat. */
  hide(text: string): string
}
