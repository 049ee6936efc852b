/** Which accounts a consumer acts for: those that it has named. What happens to them is told to it. */
export interface Parties {
  readonly join: (consumer: string, account: string) => void
  readonly isOf: (consumer: string, account: string) => boolean
}

/**
 * Nobody's accounts at first.
 *
 * @param accounts - the only ones that there are: everyone who gets in acts for them
 */
export function parties(accounts: readonly string[] = []): Parties {
  const named = new Map<string, Set<string>>()
  return {
    join(consumer, account) {
      const all = named.get(consumer) ?? new Set(accounts)
      named.set(consumer, all.add(account))
    },
    isOf: (consumer, account) => accounts.includes(account) || (named.get(consumer)?.has(account) ?? false),
  }
}
