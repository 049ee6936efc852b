import type { OrderEntry, Refused, Taken } from '../../trading/order-entry.ts'
import { amendmentIn, type Asked, cancellationIn, orderIn, requestData } from './order-body.ts'
import { isRightAnyCode, type SecondFactor } from './second-factor.ts'
import type { Verify } from './any-signature.ts'
import { marketOf, refusedWith, success, type TradingEnvelope } from './trading-format.ts'

/** What requests that change something are checked and carried out with. */
export interface OrderRequestParts {
  readonly entry: OrderEntry
  readonly factor: SecondFactor
  readonly verify: Verify
  /** Whether a symbol trades on the derivatives market; `undefined` for an unknown one. */
  readonly isFuture: (symbol: string) => boolean | undefined
}

/** A request that changes something, as it came. */
interface SignedRequest {
  readonly body: Buffer
  readonly signature: string | undefined
  /** Its token holds a code, so that it needs none. */
  readonly holdsCode: boolean
  /** Notes that the sender acts for an account. */
  readonly join: (account: string) => void
}

/** Carries out a request of one kind. */
export type OrderRequestHandler = (parts: OrderRequestParts, request: SignedRequest) => TradingEnvelope

interface AnyOrderRequest {
  readonly account: string
  readonly requestId: string
}

/** What is told of a request at once; anything else about an order is told by the stream. */
function kind<Request extends AnyOrderRequest>(
  read: (body: Buffer) => Asked<Request> | string,
  act: (parts: OrderRequestParts, asked: Asked<Request>) => Taken | Refused | string,
): OrderRequestHandler {
  return (parts, signed) => {
    const { body, signature, join } = signed
    if (signature === undefined || !parts.verify(body, signature))
      return refusedWith('Signature is not valid.', 401)
    const asked = read(body)
    if (typeof asked === 'string') return refusedWith(asked)
    const wrong = senderComplaint(parts, asked, signed)
    if (wrong !== undefined) return refusedWith(wrong)
    join(asked.request.account)
    const complaint = complaintOf(act(parts, asked))
    if (complaint !== undefined) return refusedWith(complaint)
    return success({ requestID: asked.request.requestId, requestData: requestData(body) })
  }
}

function senderComplaint(
  { entry, factor }: OrderRequestParts,
  { request, code }: Asked<AnyOrderRequest>,
  { holdsCode }: SignedRequest,
): string | undefined {
  if (!holdsCode && !isRightAnyCode(code, factor)) return 'Code is not correct.'
  return entry.kindOf(request.account) === undefined ? 'Account is not correct.' : undefined
}

const complaintOf = (outcome: Taken | Refused | string): string | undefined => {
  if (typeof outcome === 'string') return outcome
  return !outcome.taken && outcome.code === 'DUPLICATE' ? 'requestID is duplicated.' : undefined
}

const place = kind(orderIn, ({ entry, isFuture }, { request, market }) => {
  const future = isFuture(request.symbol)
  if (future !== undefined && future !== (market === 'VNFE')) return 'market: not that of the instrument'
  return entry.place(request)
})

const amend = kind(
  amendmentIn,
  ({ entry }, { request, market }) => wrongMarket(entry, request, market) ?? entry.amend(request),
)

const cancel = kind(
  cancellationIn,
  ({ entry }, { request, market }) => wrongMarket(entry, request, market) ?? entry.cancel(request),
)

function wrongMarket(
  entry: OrderEntry,
  { account, order }: { readonly account: string; readonly order: object },
  market: string,
): string | undefined {
  const known = entry.orders(account).find(({ orderId }) => 'orderId' in order && order.orderId === orderId)
  return known && marketOf(known.venue) !== market ? 'marketID: not that of the order' : undefined
}

/** By their names in lower case. The derivatives' own paths came later than those for all: both take both. */
export const orderRequests: ReadonlyMap<string, OrderRequestHandler> = new Map([
  ['neworder', place],
  ['modifyorder', amend],
  ['cancelorder', cancel],
  ['derneworder', place],
  ['dermodifyorder', amend],
  ['dercancelorder', cancel],
])
