import type { Access } from '../wire/access.ts'

/** Tokens that a fault can take back. */
export interface Logins {
  /** The same gate, which does not let in whose token was taken back. */
  readonly guard: (gate: Access) => Access
  /** Ends every token that was given so far, as if its life were over. */
  readonly expireTokens: () => void
  /** Forgets every token that was given so far; those of one client alone when it is named. */
  readonly revokeTokens: (client?: string) => void
}

interface Given {
  readonly client: string
  taken: 'missing' | 'expired' | undefined
}

/** Knows every token that was given through it; tells of each login before its token is given. */
export function logins(onLogin: (client: string) => void): Logins {
  const given = new Map<string, Given>()
  const takeBack = (taken: 'missing' | 'expired', client?: string): void => {
    for (const token of given.values())
      if (client === undefined || token.client === client) token.taken = taken
  }
  return {
    guard: (gate) => ({
      issue(consumerId, consumerSecret) {
        const token = gate.issue(consumerId, consumerSecret)
        if (token === undefined) return undefined
        const client = String(consumerId)
        onLogin(client)
        given.set(`Bearer ${token}`, { client, taken: undefined })
        return token
      },
      identify(authorization) {
        const taken = given.get(authorization ?? '')?.taken
        return taken === undefined ? gate.identify(authorization) : { kind: taken }
      },
    }),
    expireTokens: () => takeBack('expired'),
    revokeTokens: (client) => takeBack('missing', client),
  }
}
