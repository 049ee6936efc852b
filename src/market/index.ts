export { type BandDifference, bandDifference } from './band-difference.ts'
export {
  type Calendar,
  type CalendarDay,
  type CalendarFile,
  type CalendarLine,
  isTradingDay,
  makeCalendar,
  nextTradingDay,
  previousTradingDay,
  replaceCalendar,
  vietnamCalendar,
} from './calendar.ts'
export {
  type ContractMonth,
  contractMonthOf,
  newCodeOf,
  oldCodeOf,
  type Underlying,
} from './contract-code.ts'
export {
  type Contract,
  contractOf,
  isFuture,
  lastTradingDayOf,
  listedContracts,
  type ListedContractsOptions,
  tradedCodeOf,
} from './contracts.ts'
export {
  type FeeItem,
  type FeeLine,
  feeOn,
  type FutureCosts,
  futureCosts,
  type FutureTrade,
  type ShareCosts,
  shareCosts,
  type ShareTrade,
} from './fees.ts'
export {
  foreignLimit,
  hasForeignRoom,
  type Ownership,
  roomAfter,
  type RoomEvent,
  takesForeignBuy,
  totalRoom,
} from './foreign-room.ts'
export {
  capFactors,
  type Caps,
  divisorFor,
  indexCapitalisation,
  type IndexMember,
  indexValue,
  VN30_CAPS,
} from './index-value.ts'
export { largestOrder, leastPutThrough, lotKind, roundLot } from './lots.ts'
export {
  type DatedOrderType,
  KRX_START,
  type OrderAction,
  orderActions,
  orderTypesOn,
  postCloseMatching,
} from './order-rules.ts'
export {
  daySchedule,
  phaseAt,
  phaseOfTime,
  type PhaseSpan,
  phaseTimes,
  type PhaseTimes,
  phaseUntil,
} from './phases.ts'
export { pointValue } from './point-value.ts'
export { bandPercent, type PriceBand, priceBand, type PriceBandOptions } from './price-band.ts'
export { amendOrder, type Amendment } from './matching/amend-order.ts'
export { auctionPrice, type AuctionPrice } from './matching/auction-price.ts'
export { cancelOrder } from './matching/cancel-order.ts'
export { enterOrder } from './matching/enter-order.ts'
export { type Ladder, type PriceLevel, type QueuedOrder, visibleLevels } from './matching/ladder.ts'
export { openPhase, type PhaseChange } from './matching/open-phase.ts'
export { type BookRules, type OrderBook, orderBook } from './matching/order-book.ts'
export type { Fill, OpenOrder, Order, OrderSide, OrderType, Outcome, Refusal } from './matching/order.ts'
export type { AuctionResult } from './matching/uncross.ts'
export {
  averagePrice,
  type CorporateEvent,
  exDateReference,
  type PreviousDay,
  referencePrice,
  type Traded,
  upcomReference,
} from './reference-price.ts'
export { OTHER_SECTOR, sectorOf } from './sectors.ts'
export { type FeedPhase, phaseOfSession } from './session-code.ts'
export {
  dailySettlementPrice,
  finalSettlementPrice,
  type FutureDay,
  type Reading,
} from './settlement-price.ts'
export {
  type Lot,
  sellableQuantity,
  type Settlement,
  type SettlementFile,
  settlementOf,
  type SettlementOptions,
} from './settlement.ts'
export {
  isOnTick,
  PUT_THROUGH_TICK,
  roundDownToTick,
  roundUpToTick,
  tickAbove,
  tickBelow,
  tickSize,
} from './tick-size.ts'
export { tradePhaseOf } from './trade-phase.ts'
export { isOddLotOpen, isPutThroughOpen, takesPutThrough } from './trading-windows.ts'
export { venueNamed } from './venue-named.ts'
export { type Listing, type VenueMove, venueOn } from './venue-on.ts'
export { type MembershipFile, vn30Members } from './vn30-members.ts'
export { warrantBand, type WarrantUnderlying } from './warrant-band.ts'
