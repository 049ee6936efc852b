import type { Level } from '../domain/market.ts'
import { type Ladder, visibleLevels } from '../market/matching/ladder.ts'
import type { TradedSecurity } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'

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
  floor.quotesDue.push(security)
}

/** The same for the foreign totals. */
export function foreignLater(floor: TradingFloor, security: TradedSecurity): void {
  if (security.foreignDue) return
  security.foreignDue = true
  floor.foreignDue.push(security)
}

/** Tells what is due and whose gap is over. */
export function tellDue(floor: TradingFloor): void {
  const { now, quotesDue, foreignDue } = floor
  let waiting = 0
  for (const security of quotesDue) {
    if (now - security.quotedAt < gapOf(security)) quotesDue[waiting++] = security
    else tellQuote(floor, security)
  }
  quotesDue.length = waiting
  waiting = 0
  for (const security of foreignDue) {
    if (now - security.foreignToldAt < FOREIGN_GAP) foreignDue[waiting++] = security
    else tellForeign(floor, security)
  }
  foreignDue.length = waiting
}

const gapOf = ({ session }: TradedSecurity): number => (session === 'LO' ? QUOTE_GAP : AUCTION_QUOTE_GAP)

/** Tells everything that is due, whatever its gap: the day ends. */
export function tellAll(floor: TradingFloor): void {
  for (const security of floor.quotesDue.splice(0)) tellQuote(floor, security)
  for (const security of floor.foreignDue.splice(0)) tellForeign(floor, security)
}

/** Tells the visible levels of a book as it stands, unless they were told already. */
export function tellQuote(floor: TradingFloor, security: TradedSecurity): void {
  security.quoteDue = false
  if (isTold(security)) return
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

function tellForeign(floor: TradingFloor, security: TradedSecurity): void {
  security.foreignDue = false
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
}
