import { cutAll, cutFirst } from '../cut-first.ts'
import { faultKind } from '../fault-kind.ts'

/** Connections that are opened while it lasts are acknowledged and told nothing, for as long as they are open. */
export const deaf = faultKind({
  kind: 'deaf',
  lasts: 60,
  mustBegin: false,
  fields: { cut: cutFirst },
  enter: ({ cut }, stage) => ({
    begins() {
      if (cut) cutAll(stage)
    },
    opened(line) {
      line.hush()
    },
  }),
})
