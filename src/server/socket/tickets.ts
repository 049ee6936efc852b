import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '../token.ts'

/** How long a ticket opens a socket, ms. */
export const TICKET_LIFE = 30_000
/** Most tickets that are good at a time; the oldest goes to make room. */
const MOST = 10_000

/** Tickets, each of which opens one socket in place of a token that must not stand in an address. */
export interface Tickets {
  /** Makes a ticket for who has a role. */
  readonly issue: (role: Role) => string
  /** The role that a ticket gives, once; undefined for one that is unknown, used or too old. */
  readonly redeem: (ticket: string) => Role | undefined
}

/** Kept by their hash: how long a look-up takes tells nothing of a ticket. */
const keyOf = (ticket: string) => createHash('sha256').update(ticket).digest('base64')

/**
 * Makes the tickets of a server.
 *
 * @param now - a clock in ms that only goes forward
 */
export function makeTickets(now: () => number): Tickets {
  const good = new Map<string, { readonly role: Role; readonly until: number }>()
  const drop = () => {
    // Oldest first, for all live equally long.
    for (const [key, { until }] of good) {
      if (until > now() && good.size < MOST) return
      good.delete(key)
    }
  }
  return {
    issue(role) {
      drop()
      const ticket = randomBytes(24).toString('base64url')
      good.set(keyOf(ticket), { role, until: now() + TICKET_LIFE })
      return ticket
    },
    redeem(ticket) {
      const key = keyOf(ticket)
      const found = good.get(key)
      good.delete(key)
      return found && found.until > now() ? found.role : undefined
    },
  }
}
