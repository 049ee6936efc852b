import type { ClientOrder, Refused, Taken } from '../../trading/order-entry.ts'
import { declined, refused, replied, type Reply } from '../reply.ts'
import type { Endpoint, SignedIn } from '../rest.ts'
import { amendmentIn, type Asked, cancellationIn, orderIn } from './order-body.ts'
import { owns, type TradingParts } from './trading-parts.ts'

interface AnyRequest {
  readonly account: string
  readonly requestId: string
}

interface Kind<Request extends AnyRequest> {
  readonly read: (body: Buffer) => Asked<Request>
  readonly act: (request: Request) => Taken | Refused
  readonly answer: (order: ClientOrder, requestId: string) => object
}

/** A request that changes something: made with a second factor, signed over its very bytes, and about one's own account. */
function changing<Request extends AnyRequest>(
  { entry, verify }: TradingParts,
  { read, act, answer }: Kind<Request>,
): Endpoint {
  return (signed) => {
    const unproved = proofMissing(signed, verify)
    if (unproved) return unproved
    const asked = read(signed.body)
    if ('answer' in asked) return asked.answer
    const { request } = asked
    if (!owns(signed.session, request.account, entry)) return refused('noScope')
    const outcome = act(request)
    return outcome.taken ? replied(answer(outcome.order, request.requestId)) : refusalOf(outcome)
  }
}

function proofMissing(
  { session, body, signature }: SignedIn,
  verify: TradingParts['verify'],
): Reply | undefined {
  if (!session.mayTrade) return refused('noSecondFactor')
  if (body.length === 0) return refused('emptyBody')
  if (!signature) return refused('noSignature')
  return verify(body, signature) ? undefined : refused('wrongSignature')
}

const refusalOf = ({ code, message }: Refused): Reply =>
  code === 'DUPLICATE' ? refused('duplicate') : declined(message)

/** What an order's place in the book is named by. */
const keys = ({ orderId, requestId }: ClientOrder) => ({ orderId, clientRequestId: requestId })

/**
 * Placing, changing and cancelling orders, by method and path. They are answered as taken, not yet processed; what becomes of
 * them is told by the stream. What the broker refuses at once is answered with its words.
 */
export function orderEndpoints(parts: TradingParts): readonly (readonly [string, Endpoint])[] {
  const { entry } = parts
  return [
    [
      'POST trading/order',
      changing(parts, {
        read: orderIn,
        act: (request) => entry.place(request),
        answer: (order) => ({ ...keys(order), orderStatus: 'PD' }),
      }),
    ],
    [
      'PUT trading/order',
      changing(parts, {
        read: amendmentIn,
        act: (request) => entry.amend(request),
        answer: (order, clientModifyId) => ({ clientModifyId, ...keys(order), orderStatus: 'WM' }),
      }),
    ],
    [
      'DELETE trading/order',
      changing(parts, {
        read: cancellationIn,
        act: (request) => entry.cancel(request),
        answer: (order, clientCancelId) => ({ clientCancelId, ...keys(order), orderStatus: 'WC' }),
      }),
    ],
  ]
}
