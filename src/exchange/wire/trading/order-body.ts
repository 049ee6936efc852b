import { z } from 'zod'
import { type Price, priceOf } from '../../../domain/money.ts'
import type { DatedOrderType } from '../../../market/order-rules.ts'
import type { AmendRequest, CancelRequest, OrderRequest } from '../../trading/order-entry.ts'

const MARKETS = ['VN', 'VNFE'] as const
const SIDES = ['B', 'S'] as const
const TYPES = ['LO', 'ATO', 'ATC', 'MP', 'MTL', 'MOK', 'MAK', 'PLO'] as const

const account = z.string().min(1)
const requestID = z.string().regex(/^\d{1,8}$/, { error: 'one to eight digits' })
const quantity = z.number().int().positive()
const price = z.number().nonnegative()
const code = z.string().default('')
/** SSI's pattern is a plain MAC; its own client sends `interface:mac|interface:mac`. */
const deviceId = z.string().min(1)

const placing = z.object({
  instrumentID: z.string().min(1),
  market: z.enum(MARKETS),
  buySell: z.enum(SIDES),
  orderType: z.enum(TYPES),
  channelID: z.literal('TA'),
  price,
  quantity,
  account,
  requestID,
  stopOrder: z.union([z.literal(false), z.literal('false')], {
    error: 'false: conditional orders are not served',
  }),
  stopPrice: z.number().optional(),
  stopType: z.string().optional(),
  stopStep: z.number().optional(),
  lossStep: z.number().optional(),
  profitStep: z.number().optional(),
  code,
  deviceId,
})

const naming = z.object({
  orderID: z.string().min(1),
  account,
  instrumentID: z.string().min(1),
  marketID: z.enum(MARKETS),
  buySell: z.enum(SIDES),
  requestID,
  code,
  deviceId,
})

const amending = naming.extend({ price, quantity, orderType: z.enum(TYPES) })

/** What a body asks for, and the code that came with it. */
export interface Asked<Request> {
  readonly request: Request
  readonly code: string
  readonly market: (typeof MARKETS)[number]
}

/** A text that says what is wrong with a body, in one line. */
type Complaint = string

function read<T>(schema: z.ZodType<T>, body: Buffer): T | Complaint {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    return 'The body is not JSON.'
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`
}

const isComplaint = (value: unknown): value is Complaint => typeof value === 'string'

/** A limit order has a price and no other order has. */
function limitOf(type: DatedOrderType, decimal: number): { readonly price: Price | undefined } | Complaint {
  if (type !== 'LO') return decimal === 0 ? { price: undefined } : `price: 0 for an order of type ${type}`
  const limit = priceOf(decimal)
  return limit === undefined ? 'price: above 0 for a limit order' : { price: limit }
}

/** The order in a body, or what is wrong with it. */
export function orderIn(body: Buffer): Asked<OrderRequest> | Complaint {
  const fields = read(placing, body)
  if (isComplaint(fields)) return fields
  const { orderType: type, market } = fields
  const limit = limitOf(type, fields.price)
  if (isComplaint(limit)) return limit
  return {
    request: {
      account: fields.account,
      requestId: fields.requestID,
      symbol: fields.instrumentID.toUpperCase(),
      side: fields.buySell === 'B' ? 'buy' : 'sell',
      type,
      price: limit.price,
      quantity: fields.quantity,
    },
    code: fields.code,
    market,
  }
}

/** The change in a body, or what is wrong with it. Price and quantity are always there; what is as before asks for nothing. */
export function amendmentIn(body: Buffer): Asked<AmendRequest> | Complaint {
  const fields = read(amending, body)
  if (isComplaint(fields)) return fields
  const limit = priceOf(fields.price)
  return {
    request: {
      account: fields.account,
      requestId: fields.requestID,
      order: { orderId: fields.orderID },
      quantity: fields.quantity,
      ...(limit !== undefined && { price: limit }),
    },
    code: fields.code,
    market: fields.marketID,
  }
}

/** The cancellation in a body, or what is wrong with it. */
export function cancellationIn(body: Buffer): Asked<CancelRequest> | Complaint {
  const fields = read(naming, body)
  if (isComplaint(fields)) return fields
  return {
    request: {
      account: fields.account,
      requestId: fields.requestID,
      order: { orderId: fields.orderID },
    },
    code: fields.code,
    market: fields.marketID,
  }
}

const UNTOLD = new Set(['requestID', 'code', 'deviceId', 'userAgent'])

/** What an answer repeats of a body. */
export const requestData = (body: Buffer, untold: ReadonlySet<string> = UNTOLD): object =>
  Object.fromEntries(
    Object.entries(JSON.parse(body.toString()) as object).filter(([name]) => !untold.has(name)),
  )
