import { z } from 'zod'
import { type Price, priceOf } from '../../../domain/money.ts'
import type { AmendRequest, CancelRequest, OrderKey, OrderRequest } from '../../trading/order-entry.ts'
import { declined, refused, type Reply } from '../reply.ts'

const TYPES = ['LO', 'ATO', 'ATC', 'MTL', 'MP', 'MOK', 'MAK', 'PLO'] as const

const id = z.string().min(1).max(20)
/** Plain decimal, without an exponent. */
const price = z.string().regex(/^\d+(?:\.\d+)?$/, { error: 'a plain decimal in a string' })
const quantity = z.number().int().positive()
/** Any stable text names a device: no form is asked of it. */
const sender = { accountNo: z.string(), deviceId: z.string().min(1), userAgent: z.string().optional() }

const placing = z.object({
  ...sender,
  symbol: z.string().min(1),
  side: z.enum(['B', 'S']),
  quantity,
  price,
  orderType: z.enum(TYPES),
  clientRequestId: id,
})

const named = { ...sender, orderId: z.string().min(1).optional(), clientRequestId: id.optional() }
const amending = z.object({
  ...named,
  clientModifyId: id,
  price: price.optional(),
  quantity: quantity.optional(),
})
const cancelling = z.object({ ...named, clientCancelId: id })

/** What a body asks for; or the answer to one that asks for nothing that can be. */
export type Asked<Request> = { readonly request: Request } | { readonly answer: Reply }

const wrong = (msg: string): { readonly answer: Reply } => ({ answer: declined(msg) })

function read<T>(schema: z.ZodType<T>, body: Buffer): { readonly fields: T } | { readonly answer: Reply } {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    return { answer: refused('badRequest') }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { fields: parsed.data }
  const [issue] = parsed.error.issues
  return wrong(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`)
}

/** The order in a body. A limit order has a price, and any other has 0 in its place. */
export function orderIn(body: Buffer): Asked<OrderRequest> {
  const asked = read(placing, body)
  if ('answer' in asked) return asked
  const { fields } = asked
  const limit = priceOf(Number(fields.price))
  const hasPrice = fields.orderType === 'LO'
  if (hasPrice !== (limit !== undefined)) return wrong(`price: ${fields.price} for ${fields.orderType}`)
  return {
    request: {
      account: fields.accountNo,
      requestId: fields.clientRequestId,
      symbol: fields.symbol.toUpperCase(),
      side: fields.side === 'B' ? 'buy' : 'sell',
      type: fields.orderType,
      price: hasPrice ? limit : undefined,
      quantity: fields.quantity,
    },
  }
}

/** The change in a body: a price or a quantity, never both. */
export function amendmentIn(body: Buffer): Asked<AmendRequest> {
  const asked = read(amending, body)
  if ('answer' in asked) return asked
  const { accountNo, clientModifyId, ...fields } = asked.fields
  if (fields.price !== undefined && fields.quantity !== undefined)
    return { answer: refused('priceAndQuantity') }
  const change = changeIn(fields)
  if (!change) return wrong('price or quantity: required')
  const order = keyIn(fields)
  if (!order) return wrong(ONE_KEY)
  return { request: { account: accountNo, requestId: clientModifyId, order, ...change } }
}

function changeIn({
  price: text,
  quantity: wanted,
}: Pick<z.infer<typeof amending>, 'price' | 'quantity'>):
  { readonly price: Price } | { readonly quantity: number } | undefined {
  if (wanted !== undefined) return { quantity: wanted }
  const limit = priceOf(Number(text))
  return limit === undefined ? undefined : { price: limit }
}

/** The cancellation in a body. */
export function cancellationIn(body: Buffer): Asked<CancelRequest> {
  const asked = read(cancelling, body)
  if ('answer' in asked) return asked
  const { accountNo, clientCancelId, ...fields } = asked.fields
  const order = keyIn(fields)
  return order ? { request: { account: accountNo, requestId: clientCancelId, order } } : wrong(ONE_KEY)
}

const ONE_KEY = 'exactly one of orderId, clientRequestId is required'

function keyIn({
  orderId,
  clientRequestId,
}: Pick<z.infer<typeof cancelling>, 'orderId' | 'clientRequestId'>): OrderKey | undefined {
  if (orderId !== undefined) return clientRequestId === undefined ? { orderId } : undefined
  return clientRequestId === undefined ? undefined : { placedBy: clientRequestId }
}
