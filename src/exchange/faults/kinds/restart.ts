import { cutAll } from '../cut-first.ts'
import { faultKind } from '../fault-kind.ts'

/** The servers go down and come back without memory: nobody answers while it lasts, and no token is known after it. */
export const restart = faultKind({
  kind: 'restart',
  lasts: 5,
  mustBegin: true,
  fields: {},
  enter: (_settings, stage) => ({
    begins() {
      cutAll(stage)
      stage.sessions.revokeTokens()
      stage.sessions.forgetConnections()
    },
    refuses: () => 'nobody',
  }),
})
