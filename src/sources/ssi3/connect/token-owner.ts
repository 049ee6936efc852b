import type { BearerTokens } from '../../session/bearer-tokens.ts'
import type { Instant } from '../../../domain/time.ts'
import { SessionError } from '../../session/session-error.ts'
import { type TokenPause, tokenPause } from '../../session/token-pause.ts'
import type { Grant } from './grant.ts'
import { login, type LoginParts, type Ssi3Credentials } from './login.ts'
import { refreshed } from './refresh.ts'

/** The one who holds the session of a key: everybody in the process asks here, for a second login would end the first. */
export interface TokenOwner extends BearerTokens {
  /** Makes the session last longer; where it cannot, begins another if that needs no user. Gives its access token. */
  renew(): Promise<string>
  /** Gives the session up. False when only the user can begin another. */
  forget(): boolean
  /** When the session ends unless it is renewed; `undefined` while there is none. */
  endsAt(): Instant | undefined
}

/** What the session is taken from. */
export interface TokenOwnerOptions extends LoginParts {
  /** Evenly spread in [0, 1). */
  readonly random: () => number
}

/** An access token counts as ended this long before it does, ms, and up to that much earlier at random. */
const SKEW = 30_000
const JITTER = 15_000

/** An access token, and from when on another one is taken. */
interface Held extends Grant {
  renewAt: Instant
}

/** Where the session of a key stands. */
interface Standing {
  held: Held | undefined
  hasBegun: boolean
  /** Why nothing but the user can begin a session. */
  over: SessionError | undefined
}

/**
 * Holds the session of a key.
 *
 * - Logs in when first asked, and refreshes an access token before it ends: once, however many ask.
 * - A refresh makes the old refresh token worthless at once, and its second use ends the session: so it is never tried again after an
 *   answer that was lost, nor after a refusal. Then a session for data is begun anew; any other needs the user (terminal).
 * - A server in trouble, or one that refuses what it gave, is left alone for a while: who asks then fails at once, see `tokenPause`.
 */
export function tokenOwner(options: TokenOwnerOptions): TokenOwner {
  const { credentials, secrets, now } = options
  const standing: Standing = { held: undefined, hasBegun: false, over: undefined }
  const pause = tokenPause(now)
  let asking: Promise<Held> | undefined
  const once = async (step: typeof obtained): Promise<string> => {
    asking ??= spaced(step, standing, { ...options, pause }).finally(() => {
      asking = undefined
    })
    return (await asking).accessToken
  }
  return {
    async get() {
      const { held } = standing
      return held && now() < held.renewAt ? held.accessToken : once(obtained)
    },
    renew: () => once(lengthened),
    refuse(token) {
      if (standing.held?.accessToken !== token || standing.held.renewAt === 0) return
      standing.held.renewAt = 0
      pause.refused()
    },
    forget() {
      standing.held = undefined
      return isForData(credentials)
    },
    endsAt: () => standing.held?.refreshEndsAt,
    hide: (text) => secrets.hide(text),
  }
}

/** A step that is not taken while steps lead to nothing. */
async function spaced(
  step: typeof obtained,
  standing: Standing,
  { pause, ...options }: TokenOwnerOptions & { readonly pause: TokenPause },
): Promise<Held> {
  const complaint = standing.over ?? pause.complaint()
  if (complaint) throw complaint
  try {
    const held = await step(standing, options)
    pause.given(held.renewAt - options.now())
    return held
  } catch (error) {
    pause.failed(error)
    throw error
  }
}

const isForData = ({ login: way = 'data' }: Ssi3Credentials): boolean => way === 'data'

async function obtained(standing: Standing, options: TokenOwnerOptions): Promise<Held> {
  const { refreshToken, refreshEndsAt = Infinity } = standing.held ?? {}
  const isUsable = refreshToken !== undefined && options.now() < refreshEndsAt
  const outcome = isUsable ? await refreshed(refreshToken, options) : 'The session has ended.'
  if (typeof outcome !== 'string') return hold(outcome, standing, options)
  standing.held = undefined
  return begun(outcome, standing, options)
}

/** A session whose end a refresh does not put off is given up for another one, where that needs no user. */
async function lengthened(standing: Standing, options: TokenOwnerOptions): Promise<Held> {
  const before = standing.held?.refreshEndsAt ?? 0
  const next = await obtained(standing, options)
  const { refreshEndsAt: after = Infinity } = next
  if (after > before + SKEW || !isForData(options.credentials)) return next
  standing.held = undefined
  return begun('The session ends.', standing, options)
}

async function begun(why: string, standing: Standing, options: TokenOwnerOptions): Promise<Held> {
  const needsUser = !isForData(options.credentials)
  if (standing.hasBegun && needsUser) standing.over ??= loginNeeded(why)
  if (standing.over) throw standing.over
  const grant = await login(options).catch((error: unknown) => {
    // What an OTP was refused for stays so: nobody asks for another one in a loop.
    if (needsUser && isTerminal(error)) standing.over = error
    throw error
  })
  standing.hasBegun = true
  return hold(grant, standing, options)
}

const isTerminal = (error: unknown): error is SessionError => error instanceof SessionError && error.terminal

function hold(grant: Grant, standing: Standing, { now, random }: TokenOwnerOptions): Held {
  const margin = Math.min(SKEW + random() * JITTER, (grant.accessEndsAt - now()) / 5)
  standing.held = { ...grant, renewAt: grant.accessEndsAt - margin }
  return standing.held
}

const loginNeeded = (why: string): SessionError =>
  new SessionError(`A new login is needed. ${why} Start again with a new one-time password or approval.`, {
    terminal: true,
  })
