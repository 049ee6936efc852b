import type { Access } from '../access.ts'
import { isRightCode, type SecondFactor } from './second-factor.ts'

/** The two kinds of trading tokens: those that hold a code, and those that do not. */
export interface TradingTokens {
  readonly saved: Access
  readonly bare: Access
  /** Whether a consumer's pair is right; nothing is given for it. */
  readonly knows: (consumerId: unknown, consumerSecret: unknown) => boolean
}

/** What a token is asked for with, as it came. */
type TokenFields = Readonly<Partial<Record<string, unknown>>>

/** Gives trading tokens and knows them again. */
export interface TradingAccess {
  /** A token, or why there is none. */
  issue(fields: TokenFields): { readonly token: string } | { readonly refused: string }
  readonly knows: TradingTokens['knows']
  /** Any token of either kind. */
  readonly access: Access
  /** Whether an `Authorization` header holds a token with a code saved: orders then need none. */
  holdsCode(authorization: string | undefined): boolean
}

/** Tokens for trading: with a code saved in them, or without one, which is enough to read. */
export function tradingAccess({ saved, bare, knows }: TradingTokens, factor: SecondFactor): TradingAccess {
  const isSaved = (authorization: string | undefined) => saved.identify(authorization).kind === 'known'
  return {
    issue(fields) {
      const { consumerID, consumerSecret, isSave } = fields
      if (isSave === true && !isCodeRight(fields, factor)) return { refused: 'Code is not correct.' }
      const token = (isSave === true ? saved : bare).issue(consumerID, consumerSecret)
      return token === undefined ? { refused: 'Key does not exist.' } : { token }
    },
    knows,
    access: {
      issue: (consumerId, consumerSecret) => bare.issue(consumerId, consumerSecret),
      identify(authorization) {
        const known = saved.identify(authorization)
        return known.kind === 'missing' ? bare.identify(authorization) : known
      },
    },
    holdsCode: isSaved,
  }
}

/** 0 is a PIN and 1 an OTP; SSI's enumeration has 2 for a certificate, which nobody offers. */
const TYPES = ['pin', 'otp'] as const

function isCodeRight({ twoFactorType, code }: TokenFields, factor: SecondFactor): boolean {
  const type = TYPES[Number(twoFactorType ?? 0)]
  return type !== undefined && typeof code === 'string' && isRightCode(code, type, factor)
}
