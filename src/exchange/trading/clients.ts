import type { Fill, OpenOrder, Order } from '../../market/matching/order.ts'
import type { IndexMessage } from '../message.ts'
import type { TradedSecurity } from '../traded-security.ts'

/** The clients of a floor, as the flow's side sees them: it tells them what happens to their orders. */
export interface Clients {
  /** An order of theirs was matched. */
  readonly matched: (security: TradedSecurity, order: OpenOrder, fill: Fill) => void
  /** An order of theirs died: no phase to come matches it. */
  readonly expired: (order: OpenOrder) => void
  /** An index was computed. */
  readonly indexTold: (message: IndexMessage) => void
}

/** Orders of clients have ids below 0, those of the flow above: neither can meet the other's, and the flow counts as it does alone. */
export const isOfClient = ({ id }: Pick<Order, 'id'>): boolean => id < 0

/** Tells the clients of a match, where they are in it. */
export function tellClients(clients: Clients | undefined, security: TradedSecurity, fill: Fill): void {
  for (const order of [fill.buy, fill.sell]) if (isOfClient(order)) clients?.matched(security, order, fill)
}
