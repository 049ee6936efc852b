import { cutAll, cutFirst } from '../cut-first.ts'
import { faultKind } from '../fault-kind.ts'

/** A refresh token is used a second time, by somebody: every session is revoked, tokens of any kind with it. */
export const refreshReuse = faultKind({
  kind: 'refresh-reuse',
  lasts: 'moment',
  mustBegin: true,
  fields: { cut: cutFirst },
  enter: ({ cut }, stage) => ({
    begins() {
      stage.sessions.revokeTokens()
      if (cut) cutAll(stage)
    },
  }),
})
