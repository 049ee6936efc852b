import { cutAll, cutFirst } from '../cut-first.ts'
import { faultKind } from '../fault-kind.ts'

/** Every access token that was given so far ends. */
export const tokenExpiry = faultKind({
  kind: 'token-expiry',
  lasts: 'moment',
  mustBegin: true,
  fields: { cut: cutFirst },
  enter: ({ cut }, stage) => ({
    begins() {
      stage.sessions.expireTokens()
      if (cut) cutAll(stage)
    },
  }),
})
