import type { Phase } from '../domain/market.ts'
import type { Fill } from '../market/matching/order.ts'
import { openPhase, type PhaseChange } from '../market/matching/open-phase.ts'
import { isMoving } from './day-clock.ts'
import { fairValue } from './fair-values.ts'
import { countForeign, settleSales } from './foreign-account.ts'
import type { SessionCode } from './message.ts'
import { giveRoomBack } from './order-desk.ts'
import { offer } from './order-flow.ts'
import { printMatch } from './printing.ts'
import { foreignLater, quoteLater } from './telling.ts'
import type { TradedSecurity } from './traded-security.ts'
import { isOfClient, tellClients } from './trading/clients.ts'
import type { TradingFloor } from './trading-floor.ts'

/** Orders that waited at the brokers over night, each security. */
const OVERNIGHT_ORDERS = 8

/** The feed has no word for HNX's post-close phase; what goes on there, as on HOSE then, is put-through. */
const SESSIONS: Record<Phase, SessionCode> = {
  closed: 'C',
  preOpen: 'C',
  ato: 'ATO',
  continuous: 'LO',
  lunch: 'BREAK',
  atc: 'ATC',
  plo: 'PT',
  putThrough: 'PT',
}

/** Takes a security into a phase of its venue: the auction that ends is printed, and the new session told. */
export function changeSession(floor: TradingFloor, security: TradedSecurity, phase: Phase): void {
  const first = security.book.entries === 0
  const change = openPhase(security.book, phase)
  printAuction(floor, security, change)
  bury(floor, security, change)
  if (settleSales(security.foreign, floor.now)) foreignLater(floor, security)
  tellSession(floor, security, SESSIONS[phase])
  if (first && isMoving(phase)) {
    for (let i = 0; i < OVERNIGHT_ORDERS; i++) offer(floor, security, fairValue(floor.values, security))
  }
  if (phase !== 'preOpen') quoteLater(floor, security)
}

/** Nothing can become of orders that died. */
function bury(floor: TradingFloor, security: TradedSecurity, { expired }: PhaseChange): void {
  for (const order of expired) {
    giveRoomBack(floor, security, { order, left: order.remaining })
    if (isOfClient(order)) floor.clients?.expired(order)
  }
}

/** One print for the whole auction. */
function printAuction(floor: TradingFloor, security: TradedSecurity, { auction }: PhaseChange): void {
  if (!auction) return
  const { price, volume, fills } = auction
  if (countFills(floor, security, fills) && security.foreign.metered) foreignLater(floor, security)
  printMatch(floor, security, { price, volume, side: undefined, session: security.session })
}

/** Counts what was filled. True when a foreigner was in it. */
function countFills({ clients }: TradingFloor, security: TradedSecurity, fills: readonly Fill[]): boolean {
  let foreigners = false
  for (const fill of fills) {
    foreigners = countForeign(security.foreign, fill, security.listing.multiplier) || foreigners
    tellClients(clients, security, fill)
  }
  return foreigners
}

function tellSession(floor: TradingFloor, security: TradedSecurity, session: SessionCode): void {
  if (session === security.session) return
  security.session = session
  security.lastStatus = { kind: 'status', time: floor.now, symbol: security.listing.symbol, session }
  floor.tape.push(security.lastStatus)
}
