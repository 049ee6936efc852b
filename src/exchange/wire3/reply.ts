/** An answer of REST, to be sent as JSON. */
export interface Reply {
  readonly status: number
  readonly body: object
}

/** What a request did wrong, with the number that says so and the server's words for it. Only the number has a meaning. */
const FAULTS = {
  badRequest: [400, 'Bad request'],
  unauthorized: [401, 'Unauthorized'],
  notFound: [404, 'Not found'],
  duplicate: [409, 'Duplicate request'],
  tooMany: [429, 'Too many requests'],
  illegalSymbol: [400006, 'Symbol has illegal characters'],
  noSymbol: [400104, 'Symbol is required'],
  priceAndQuantity: [400107, 'Price and quantity cannot be modified together'],
  fromAfterTo: [400202, 'from must not be after to'],
  noSuchBoard: [400208, 'Board is not allowed'],
  noSuchTimeFrame: [400210, 'Time frame is not allowed'],
  badDate: [400213, 'Date has the wrong format'],
  noSignature: [401006, 'Signature is missing'],
  emptyBody: [401008, 'Body is empty'],
  wrongSignature: [401013, 'Signature does not match'],
  wrongOtp: [401100, 'OTP is wrong'],
  noSuchRefreshToken: [401101, 'Refresh token is not valid'],
  noRefreshToken: [401102, 'Refresh token is missing'],
  refreshTokenRevoked: [401103, 'Refresh token was revoked'],
  refreshTokenExpired: [401104, 'Refresh token has expired'],
  wrongCredential: [401105, 'API credential is not valid'],
  noSecondFactor: [401105, 'Token was made without OTP'],
  noSuchTransaction: [401113, 'Transaction is not known'],
  pending: [401114, 'Transaction is pending'],
  refusedByUser: [401115, 'Transaction was refused'],
  foreignTransaction: [401116, 'Transaction belongs to somebody else'],
  noScope: [403100, 'No scope for this'],
  notOneOfIndexBoard: [504207, 'Exactly one of index, board is required'],
  notOneOfSymbolBoardIndex: [504208, 'Exactly one of symbol, board, index is required'],
  notOneOfSymbolIndex: [504209, 'Exactly one of symbol, index is required'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>

/** What can be wrong with a request. */
export type Fault = keyof typeof FAULTS

/** A good answer. */
export const replied = (body: object): Reply => ({ status: 200, body })

/** A good answer that has no rows: never an empty list. */
export const NOTHING: Reply = { status: 200, body: { code: 204 } }

/** These come with a status that says all is well: so does the real server, and a client must not go by the status alone. */
const hasGoodStatus = (code: number): boolean => code === 400006 || code >= 500_000

function statusOf(code: number): number {
  if (code < 1000) return code
  if (code === FAULTS.pending[0]) return 202
  return hasGoodStatus(code) ? 200 : Math.floor(code / 1000)
}

/** The answer that says what is wrong. */
export function refused(fault: Fault): Reply {
  const [code, msg] = FAULTS[fault]
  return { status: statusOf(code), body: { code, msg } }
}

/** The answer to a request that a broker does not carry out, in its own words: there is no list of numbers for these. */
export const declined = (msg: string): Reply => ({ status: 400, body: { code: 400, msg } })
