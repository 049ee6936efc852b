import type { OrderEntry } from '../../trading/order-entry.ts'
import type { Verify } from '../../wire/trading/any-signature.ts'
import { refused, type Reply } from '../reply.ts'
import type { Endpoint, SignedIn } from '../rest.ts'

/** What the answers about a client's own are made of. */
export interface TradingParts {
  readonly entry: OrderEntry
  readonly verify: Verify
}

/** A question about an account that its asker owns. */
export interface OwnAccount extends Pick<SignedIn, 'query' | 'session'> {
  readonly entry: OrderEntry
  readonly account: string
}

/** Answers questions about one account to who owns it, and to nobody else. */
export const aboutOwn =
  (entry: OrderEntry, answer: (question: OwnAccount) => Reply): Endpoint =>
  ({ query, session }) => {
    const account = query('accountNo') ?? ''
    const clientId = query('clientId') ?? session.clientId
    const isOwn = owns(session, account, entry) && clientId === session.clientId
    return isOwn ? answer({ entry, account, query, session }) : refused('noScope')
  }

/** Whether an account is one of a session's, and the exchange knows it. */
export const owns = ({ accounts }: SignedIn['session'], account: string, entry: OrderEntry): boolean =>
  accounts.includes(account) && entry.kindOf(account) !== undefined
