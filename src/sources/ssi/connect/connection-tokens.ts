import type { Instant } from '../../../domain/time.ts'
import type { BearerTokens } from '../../session/bearer-tokens.ts'
import { type AccessTokens, expiryOf } from './access-token.ts'

/** The access tokens of a source, as one of its connections has them. */
export interface ConnectionTokens extends BearerTokens {
  /** Makes the next connection have another token than the last one had. */
  renew(): void
  /** When the token of the connection ends; `undefined` when it does not say. */
  endsAt(): Instant | undefined
}

/** Keeps in mind which token one connection took: the source may hold a newer one by now. */
export function connectionTokens(tokens: AccessTokens): ConnectionTokens {
  let taken: string | undefined
  return {
    async get() {
      taken = await tokens.get()
      return taken
    },
    refuse: (token) => tokens.refuse(token),
    hide: (text) => tokens.hide(text),
    renew() {
      if (taken !== undefined) tokens.refuse(taken)
    },
    endsAt: () => (taken === undefined ? undefined : expiryOf(taken)),
  }
}
