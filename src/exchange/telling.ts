import type { Level } from '../domain/market.ts'
import type { Instant } from '../domain/time.ts'
import { type Ladder, visibleLevels } from '../market/matching/ladder.ts'
import type { TradedSecurity } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'
import { takeTurns, tellEveryone, wait } from './waiting.ts'

/** ms between two messages of the same kind about one security, but for the quote that a trade must find told. */
const QUOTE_GAP = 400
const AUCTION_QUOTE_GAP = 1_000
const FOREIGN_GAP = 2_000

const HOSE_DEPTH = 3
const DEPTH = 10

/** Notes that a book changed: its visible levels are told when their turn comes, if they did. */
export function quoteLater(floor: TradingFloor, security: TradedSecurity): void {
  if (security.quoteDue) return
  security.quoteDue = true
  wait(floor.quotesDue, security)
}

/** The same for the foreign totals. */
export function foreignLater(floor: TradingFloor, security: TradedSecurity): void {
  if (security.foreignPlaces.length === 0) wait(floor.foreignDue, security)
}

/** Tells what is due and whose gap is over. */
export function tellDue(floor: TradingFloor): void {
  const { now, quotesDue, foreignDue } = floor
  if (quotesDue.turns.length > 0)
    takeTurns(quotesDue, now, { turnOf: quoteTurn, tell: (security) => tellQuote(floor, security) })
  if (foreignDue.turns.length > 0)
    takeTurns(foreignDue, now, { turnOf: foreignTurn, tell: (security) => tellForeign(floor, security) })
}

const quoteTurn = ({ session, quotedAt }: TradedSecurity): Instant =>
  quotedAt + (session === 'LO' ? QUOTE_GAP : AUCTION_QUOTE_GAP)

const foreignTurn = ({ foreignToldAt }: TradedSecurity): Instant => foreignToldAt + FOREIGN_GAP

/** Tells everything that is due, whatever its gap: the day ends. */
export function tellAll(floor: TradingFloor): void {
  tellEveryone(floor.quotesDue, (security) => tellQuote(floor, security))
  tellEveryone(floor.foreignDue, (security) => tellForeign(floor, security))
}

/** Tells the visible levels of a book as it stands, unless they were told already. */
export function tellQuote(floor: TradingFloor, security: TradedSecurity): boolean {
  security.quoteDue = false
  if (isTold(security)) return false
  const { book, listing, session } = security
  const depth = depthOf(security)
  security.quotedAt = floor.now
  security.lastQuote = {
    kind: 'quote',
    time: floor.now,
    symbol: listing.symbol,
    session,
    bids: visibleLevels(book.bids, depth),
    asks: visibleLevels(book.asks, depth),
    auctionBidVolume: book.unpricedBuys.volume,
    auctionAskVolume: book.unpricedSells.volume,
  }
  floor.tape.push(security.lastQuote)
  return true
}

const depthOf = ({ listing }: TradedSecurity): number => (listing.venue === 'HOSE' ? HOSE_DEPTH : DEPTH)

/** Most changes of a deep book are out of sight, so this looks before anything is made. */
function isTold(security: TradedSecurity): boolean {
  const { lastQuote, book } = security
  const depth = depthOf(security)
  return (
    lastQuote?.auctionBidVolume === book.unpricedBuys.volume &&
    lastQuote.auctionAskVolume === book.unpricedSells.volume &&
    showsAs(book.bids, depth, lastQuote.bids) &&
    showsAs(book.asks, depth, lastQuote.asks)
  )
}

function showsAs({ levels }: Ladder, depth: number, told: readonly Level[]): boolean {
  if (told.length !== Math.min(depth, levels.length)) return false
  const best = levels.length - 1
  for (let i = 0; i < told.length; i++) if (!sameLevel(told[i], levels[best - i])) return false
  return true
}

const sameLevel = (a: Level | undefined, b: Level | undefined): boolean =>
  a?.volume === b?.volume && a?.price === b?.price

function tellForeign(floor: TradingFloor, security: TradedSecurity): boolean {
  security.foreignToldAt = floor.now
  const { buyVolume, sellVolume, buyValue, sellValue, totalRoom, currentRoom } = security.foreign
  security.lastForeign = {
    kind: 'foreign',
    time: floor.now,
    symbol: security.listing.symbol,
    buyVolume,
    sellVolume,
    buyValue,
    sellValue,
    totalRoom,
    currentRoom,
  }
  floor.tape.push(security.lastForeign)
  return true
}
