import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../../../domain/time.ts'
import { isJsonObject } from '../../json-object.ts'
import { SessionError } from '../../session/session-error.ts'
import { type Answer, ask, isFinal, isGood, isUnsent, quoted } from './answer.ts'
import { type Grant, grantIn } from './grant.ts'
import { remember, type Secrets } from './secrets.ts'

/**
 * How a session begins: for market data only; with a one-time password that the user has just got; or by an approval in the Smart
 * OTP app, which is asked for once.
 */
export type Ssi3Login = 'data' | 'smartOtp' | { readonly otp: string }

/** Who asks, and where. */
export interface Ssi3Credentials {
  /** Base address of the REST host. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** `data` unless said. */
  readonly login?: Ssi3Login
}

/** How a login is made. */
export interface LoginParts {
  /** Its address is checked. */
  readonly credentials: Ssi3Credentials
  readonly secrets: Secrets
  readonly now: () => Instant
  /** Time from one look at an approval to the next, ms, and the longest that one is waited for. */
  readonly approval: { readonly every: number; readonly within: number }
}

/** An approval that was neither given nor refused yet. */
const PENDING = 401_114

/**
 * Logs in. Each request goes out once: one whose answer was lost may have used up a one-time password, and is the end of the login,
 * not the begin of another. Fails with a `SessionError`: terminal where the same again cannot help.
 */
export function login(parts: LoginParts): Promise<Grant> {
  const { login: way = 'data' } = parts.credentials
  if (way === 'data') return granted(parts, {})
  return way === 'smartOtp' ? approved(parts) : lastChance(() => granted(parts, { otp: way.otp }))
}

async function granted(parts: LoginParts, factor: Readonly<Record<string, string>>): Promise<Grant> {
  return grantOf(await post('auth/token', parts, factor), parts)
}

function post(path: string, { credentials }: LoginParts, more: Readonly<Record<string, string>>) {
  const { baseUrl, apiKey, apiSecret } = credentials
  const url = `${baseUrl}/api/v3/${path}`
  return ask({ what: path, url, method: 'POST', body: { apiKey, apiSecret, ...more } })
}

function grantOf(answer: Answer, parts: LoginParts): Grant {
  const grant = isGood(answer) ? grantIn(answer.content, parts.now()) : undefined
  if (!grant) throw refusal('The login', answer, parts)
  remember(grant, parts.secrets)
  return grant
}

function refusal(what: string, answer: Answer, { secrets }: LoginParts): SessionError {
  const { code, message, retryAfter } = answer
  const said = `${what} was refused (${code})${quoted(secrets.hide(message))}`
  if (!isFinal(answer)) return new SessionError(said, { retryAfter })
  return new SessionError(
    `${said} Check the API key and its secret, that the key is still valid, and the OTP.`,
    {
      terminal: true,
    },
  )
}

/** Asks for an approval, and looks until it is given. */
async function approved(parts: LoginParts): Promise<Grant> {
  const transactionId = await lastChance(() => approvalAsked(parts))
  parts.secrets.add(transactionId)
  const { every, within } = parts.approval
  for (let waited = 0; waited < within; waited += every) {
    await sleep(every)
    const answer = await post('auth/token', parts, { transactionId }).catch(() => undefined)
    // An answer that is lost says nothing: the next one will.
    if (answer && answer.code !== PENDING) return lastChance(() => Promise.resolve(grantOf(answer, parts)))
  }
  throw new SessionError('The login was not approved in time in the Smart OTP app. Start again.', {
    terminal: true,
  })
}

async function approvalAsked(parts: LoginParts): Promise<string> {
  const answer = await post('auth/requestOtp', parts, {})
  if (!isGood(answer)) throw refusal('The request for an approval', answer, parts)
  const id = isJsonObject(answer.content) ? transactionIn(answer.content) : undefined
  if (id !== undefined) return id
  throw new SessionError(
    'This account has no Smart OTP: its one-time password was sent by SMS or e-mail. Start again with it.',
    { terminal: true },
  )
}

function transactionIn({ transactionId, data }: Readonly<Record<string, unknown>>): string | undefined {
  const id = transactionId ?? (isJsonObject(data) ? data['transactionId'] : undefined)
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** A step that must not be done twice. Only where nothing went out, or the server asked to wait, may it be tried again. */
async function lastChance<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    const isOpen = isUnsent(error) || (error instanceof SessionError && error.retryAfter !== undefined)
    if (isOpen || (error instanceof SessionError && error.terminal)) throw error
    const reason = error instanceof SessionError ? error.message : 'The login failed.'
    throw new SessionError(`${reason} Start again with a new one-time password.`, { terminal: true })
  }
}
