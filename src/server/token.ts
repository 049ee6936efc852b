import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What somebody may do, least first; each may also do what those before it may. */
const roles = ['read', 'trade', 'admin'] as const

/** What somebody may do: read the market, trade, or steer the server itself. */
export type Role = (typeof roles)[number]

/** The tokens that give each role. */
export type Tokens = Readonly<Record<Role, readonly string[]>>

/** The role that offered tokens give, the highest of them; undefined for who is not let in. */
export type RoleOf = (offered: readonly string[]) => Role | undefined

/** Whether a role may do what needs another. */
export const mayAct = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)

/** The token of `Authorization: Bearer`, as a list of none or one. */
export function bearerTokens({ headers }: IncomingMessage): readonly string[] {
  const token = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  return token === undefined ? [] : [token]
}

/** Hashing first makes equal lengths, so that the comparison tells nothing by the time it takes. */
const digest = (token: string) => createHash('sha256').update(token).digest()

/**
 * Makes the check of tokens. Where no token is set at all, everybody may do everything: the server is for who can reach it.
 * Every offered token is compared with every one that is known, so that the time tells nothing either.
 */
export function makeRoleOf(tokens: Tokens): RoleOf {
  const known = roles
    .toReversed()
    .flatMap((role) => tokens[role].map((token) => [digest(token), role] as const))
  if (known.length === 0) return () => 'admin'
  return (offered) => {
    const digests = offered.map(digest)
    const given = known.filter(
      ([expected]) => digests.filter((one) => timingSafeEqual(one, expected)).length > 0,
    )
    return given[0]?.[1]
  }
}
