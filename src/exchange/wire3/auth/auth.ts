import type { Instant } from '../../../domain/time.ts'
import { fieldsIn } from '../../wire/fields-in.ts'
import type { Verify } from '../../wire/trading/any-signature.ts'
import { type Fault, refused, replied, type Reply } from '../reply.ts'
import { type Approvals, approvals, type SmartOtp } from './approvals.ts'
import { type Grant, type Session, type Sessions, sessions } from './sessions.ts'

/** Who may log in, and what is theirs. */
export interface ApiCredentials {
  /** The only key, and its secret, that are taken; without them any two texts are. */
  readonly apiKey?: string | undefined
  readonly apiSecret?: string | undefined
  /** The only OTP; without it any six digits are. */
  readonly otp?: string | undefined
  /** 123456 unless said. */
  readonly clientId?: string | undefined
  /** The client's accounts; unless said one for cash (…1), one on margin (…6), one for derivatives (…8). */
  readonly accounts?: readonly string[] | undefined
  /** Knows the only key whose signatures are taken, see `verifierOf`; without it any signature is. */
  readonly verify?: Verify | undefined
}

/** How logins are taken. */
export interface AuthOptions {
  readonly credentials: ApiCredentials
  /** The client has the Smart OTP app: a request for an OTP is shown there instead of sent. */
  readonly smartOtp?: SmartOtp | undefined
  readonly now: () => Instant
  readonly tokenLife: number
  readonly refreshLife: number
  /** A key has named its secret, and has no token yet. */
  readonly loggedIn: (apiKey: string) => void
}

/** The three requests about logins, and who a token belongs to. */
export interface Auth {
  token(body: string): Reply
  refresh(body: string): Reply
  requestOtp(body: string): Reply
  /** The session of an `Authorization` header that is good now. */
  readonly identify: (authorization: string | undefined) => Session | undefined
  readonly sessions: Sessions
}

/** Gives tokens as FastConnect v3 does: for data only, or with an OTP or an approval for trading too. */
export function auth({ credentials, smartOtp, loggedIn, now, ...lives }: AuthOptions): Auth {
  const known = sessions({ now, ...lives })
  const waiting = smartOtp && approvals(smartOtp, now)
  const { clientId = '123456', accounts = ['1', '6', '8'].map((kind) => `${clientId}${kind}`) } = credentials

  return {
    token(body) {
      const fields = fieldsIn(body)
      const apiKey = keyIn(fields, credentials)
      if (apiKey === undefined) return refused('wrongCredential')
      const factor = secondFactor(fields, { apiKey, otp: credentials.otp, waiting })
      if (factor !== 'given' && factor !== 'none') return refused(factor)
      loggedIn(apiKey)
      return replied(known.open({ apiKey, clientId, accounts, mayTrade: factor === 'given' }))
    },
    refresh(body) {
      const { refreshToken } = fieldsIn(body)
      if (typeof refreshToken !== 'string' || refreshToken === '') return refused('noRefreshToken')
      return answerOf(known.renew(refreshToken))
    },
    requestOtp(body) {
      const apiKey = keyIn(fieldsIn(body), credentials)
      if (apiKey === undefined) return refused('wrongCredential')
      if (!waiting) return replied({ message: 'OTP was sent' })
      return replied({ message: 'Approval was asked for', transactionId: waiting.ask(apiKey) })
    },
    identify: known.identify,
    sessions: known,
  }
}

type JsonFields = ReturnType<typeof fieldsIn>

interface FactorRules {
  readonly apiKey: string
  readonly otp: string | undefined
  readonly waiting: Approvals | undefined
}

/** Whether a login brings a second factor that is good, none at all, or one that is not. */
function secondFactor({ otp, transactionId }: JsonFields, rules: FactorRules): 'given' | 'none' | Fault {
  if (otp !== undefined && transactionId !== undefined) return 'badRequest'
  if (otp !== undefined) return isOtp(otp, rules.otp) ? 'given' : 'wrongOtp'
  return transactionId === undefined ? 'none' : approved(transactionId, rules)
}

function approved(transactionId: unknown, { apiKey, waiting }: FactorRules): 'given' | Fault {
  if (!waiting || typeof transactionId !== 'string') return 'noSuchTransaction'
  return waiting.check(transactionId, apiKey) ?? 'given'
}

const answerOf = (renewed: Grant | Fault): Reply =>
  typeof renewed === 'string' ? refused(renewed) : replied(renewed)

/** The key of a body that names it with its secret, when they are good. */
function keyIn({ apiKey, apiSecret }: JsonFields, credentials: ApiCredentials): string | undefined {
  const isKey = isTaken(apiKey, credentials.apiKey) && isTaken(apiSecret, credentials.apiSecret)
  return isKey ? String(apiKey) : undefined
}

const isTaken = (given: unknown, wanted: string | undefined): boolean =>
  wanted === undefined ? typeof given === 'string' && given !== '' : given === wanted

const isOtp = (given: unknown, wanted: string | undefined): boolean =>
  typeof given === 'string' && (wanted === undefined ? /^\d{6}$/.test(given) : given === wanted)
