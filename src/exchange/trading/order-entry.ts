import type { Venue } from '../../domain/market.ts'
import type { Price, Quantity, Vnd } from '../../domain/money.ts'
import type { Instant, IsoDate } from '../../domain/time.ts'
import type { OrderSide } from '../../market/matching/order.ts'
import type { DatedOrderType, OrderAction } from '../../market/order-rules.ts'

/**
 * Where an order stands, in SSI's codes, which both versions of the wire send.
 *
 * `RS` ready to send, `SD` sent, `QU` in the book, `PF` filled in part, `WM` and `WC` a change or a cancellation is under way; and the ends:
 * `FF` filled, `FFPC` filled in part and the rest cancelled, `CL` cancelled, `RJ` rejected, `EX` expired.
 */
export type OrderStatus = 'RS' | 'SD' | 'QU' | 'PF' | 'WM' | 'WC' | 'FF' | 'FFPC' | 'CL' | 'RJ' | 'EX'

/**
 * Why a request is refused, in SSI's codes; `ERR500` where there is no code for it, and `DUPLICATE` for a request id that the account
 * has used today: each wire has its own word for that.
 */
export type RefusalCode =
  | 'ORD001'
  | 'ORD002'
  | 'ORD003'
  | 'ORD004'
  | 'ORD005'
  | 'ORD006'
  | 'ORD007'
  | 'ORD008'
  | 'ORD009'
  | 'ORD010'
  | 'ORD011'
  | 'ORD012'
  | 'ORD013'
  | 'ORD014'
  | 'ORD016'
  | 'ORD018'
  | 'ORD025'
  | 'ORD027'
  | 'ORD031'
  | 'ORD036'
  | 'ORD040'
  | 'ERR500'
  | 'DUPLICATE'

/** What every request carries. */
interface Request {
  readonly account: string
  /** The client's own key of this request, unique in the account's day. */
  readonly requestId: string
}

/** A new order. */
export interface OrderRequest extends Request {
  readonly symbol: string
  readonly side: OrderSide
  readonly type: DatedOrderType
  /** The limit of an `LO`; absent for every other type. */
  readonly price: Price | undefined
  readonly quantity: Quantity
}

/** An order by the exchange's id, or by the id of the request that placed it. */
export type OrderKey = { readonly orderId: string } | { readonly placedBy: string }

/** A change of a waiting order: a new price or a new whole quantity; what is absent stays. Both at once is refused. */
export interface AmendRequest extends Request {
  readonly order: OrderKey
  readonly price?: Price
  readonly quantity?: Quantity
}

/** A cancellation of what is left of an order. */
export interface CancelRequest extends Request {
  readonly order: OrderKey
}

/** A request that was taken: what has become of the order by the time that this is returned. */
export interface Taken {
  readonly taken: true
  readonly order: ClientOrder
}

/** A request that was not taken, and left no trace in any book. */
export interface Refused {
  readonly taken: false
  readonly code: RefusalCode
  readonly message: string
}

/** An order of a client as it stood at some time. */
export interface ClientOrder {
  /** The exchange's id: digits, unique as long as the exchange lives. Empty where the broker refused the order. */
  readonly orderId: string
  readonly account: string
  /** Of the request that placed it. */
  readonly requestId: string
  /** Of the request that touched it last. */
  readonly lastRequestId: string
  readonly symbol: string
  /** Absent for a symbol that nobody knows. */
  readonly venue: Venue | undefined
  readonly side: OrderSide
  readonly type: DatedOrderType
  /** Its limit; absent while it has none. */
  readonly price: Price | undefined
  readonly quantity: Quantity
  readonly filled: Quantity
  readonly cancelled: Quantity
  /** Still to be matched; 0 at the end. */
  readonly open: Quantity
  /** Mean price of what was filled, hundredths, not rounded; absent before the first fill. */
  readonly averagePrice: number | undefined
  readonly status: OrderStatus
  readonly enteredAt: Instant
  readonly modifiedAt: Instant
  /** Why it was rejected; both are empty otherwise. */
  readonly rejectCode: RefusalCode | ''
  readonly rejectReason: string
}

/** What every update carries. */
interface Numbered {
  /** Grows by one with each update of the exchange's day, whoever it is for; begins with 1. */
  readonly notifyId: number
  readonly account: string
  readonly time: Instant
}

/** An order changed. */
interface OrderChanged extends Numbered {
  readonly kind: 'order'
  readonly order: ClientOrder
}

/** An order was filled, whole or in part; its `order` update follows. */
interface OrderMatched extends Numbered {
  readonly kind: 'match'
  /** As it stands after the match. */
  readonly order: ClientOrder
  readonly price: Price
  readonly quantity: Quantity
}

/** A request was refused. A missing or repeated request id and an account that nobody may use are not told. */
interface RequestRefused extends Numbered {
  readonly kind: 'refusal'
  readonly action: OrderAction
  readonly requestId: string
  readonly code: RefusalCode
  readonly message: string
  /** The order that was asked for, or that should have been changed; absent where there is none. */
  readonly order: ClientOrder | undefined
}

/** The futures of an account changed. */
interface PortfolioChanged extends Numbered {
  readonly kind: 'portfolio'
  readonly futures: FuturePositions
}

/** What is told of an account, in order. */
export type OrderUpdate = OrderChanged | OrderMatched | RequestRefused | PortfolioChanged

/** Shares that an account holds. */
export interface Holding {
  readonly symbol: string
  readonly venue: Venue
  /** Credited by the depository: bought two settlement days ago or earlier, and not sold. */
  readonly onHand: Quantity
  /** May be sold now: on hand, less what open sell orders hold. */
  readonly sellable: Quantity
  /** Held by open sell orders. */
  readonly blocked: Quantity
  /** Bought and not credited yet: today, on the trading day before, and before that. */
  readonly buying: readonly [Quantity, Quantity, Quantity]
  /** Sold and not settled yet, likewise. */
  readonly selling: readonly [Quantity, Quantity, Quantity]
  /** What a share cost in the mean, hundredths, not rounded. */
  readonly averagePrice: number
  readonly marketPrice: Price
}

/** Contracts of one future: open ones, or pairs that were closed today. */
export interface FuturePosition {
  readonly symbol: string
  readonly long: Quantity
  readonly short: Quantity
  /** Long less short. */
  readonly net: number
  /** Mean price of the contracts bought and sold, hundredths, not rounded; absent without any. */
  readonly averageBid: number | undefined
  readonly averageAsk: number | undefined
  readonly marketPrice: Price
  /** What open contracts are up since they were opened, or since the last settlement. */
  readonly floatingProfit: Vnd
  /** What closed pairs made. */
  readonly tradingProfit: Vnd
}

/** The futures of an account. */
export interface FuturePositions {
  readonly open: readonly FuturePosition[]
  /** Closed today. */
  readonly closed: readonly FuturePosition[]
}

/** What an account is for: its last digit says it (1 cash, 6 margin, 8 derivatives). No account is given credit. */
export type AccountKind = 'cash' | 'margin' | 'derivatives'

/** The money of an account, VND. */
export interface AccountMoney {
  readonly kind: AccountKind
  /** Its own, settled. What was bought is paid at once. */
  readonly cash: Vnd
  /** Held for open orders: their value and costs, or for futures the margin that they would add. */
  readonly onHold: Vnd
  /** Proceeds of sales, less costs, that come on the next settlement day and on the one after it. */
  readonly receiving: readonly [Vnd, Vnd]
  /** Brokerage, exchange fees and taxes of today's fills. */
  readonly costs: Vnd
  /** Values of today's buys and sales that were matched, and of what is still open of today's orders. */
  readonly bought: Vnd
  readonly sold: Vnd
  readonly buying: Vnd
  readonly selling: Vnd
  /** Initial margin of open futures. */
  readonly margin: Vnd
  /** Of futures: of open contracts, and of those closed today. */
  readonly floatingProfit: Vnd
  readonly tradingProfit: Vnd
  /** Market value of shares, in transit included. */
  readonly sharesValue: Vnd
  /** What may be ordered for now; for futures the margin that is free. */
  readonly power: Vnd
}

/** How much an account may order of a security now. */
export interface OrderPower {
  readonly buy: Quantity
  readonly sell: Quantity
}

/**
 * Takes orders of clients into the simulated market: they meet its order flow in the same books, by the same rules. Everything is done and
 * told at the exchange's own time; an account lives as long as the exchange.
 */
export interface OrderEntry {
  /** What an account is for; `undefined` when nobody may use it. Opens it when anybody may open one. */
  kindOf(account: string): AccountKind | undefined
  place(request: OrderRequest): Taken | Refused
  amend(request: AmendRequest): Taken | Refused
  cancel(request: CancelRequest): Taken | Refused
  /** Orders of an account from one date to another, both included; today's unless said. Oldest first; those refused, too. */
  orders(account: string, from?: IsoDate, to?: IsoDate): readonly ClientOrder[]
  /** Shares of an account, by symbol. */
  holdings(account: string): readonly Holding[]
  futures(account: string): FuturePositions
  /** `undefined` for an account that nobody may use. */
  money(account: string): AccountMoney | undefined
  /**
   * The most that an order may be for; `undefined` for an account or a symbol that there is not.
   *
   * @param price - of a buy of shares; the ceiling unless said. Nothing else depends on it
   */
  power(account: string, symbol: string, price?: Price): OrderPower | undefined
  /** Today's updates after a number, in order; 0 for all of today. */
  updatesAfter(notifyId: number): readonly OrderUpdate[]
  /** Gives, at each call, the updates since the call before, or since the reader was made. Each reader gets them all. */
  reader(): () => readonly OrderUpdate[]
}
