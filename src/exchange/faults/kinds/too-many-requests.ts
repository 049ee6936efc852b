import { z } from 'zod'
import { cutAll, cutFirst } from '../cut-first.ts'
import { faultKind } from '../fault-kind.ts'

const WHOLE = 'a whole number of seconds, 0 to 3600'

const BODY = {
  status: 429,
  code: 429,
  message: 'API calls quota exceeded!',
  msg: 'API calls quota exceeded!',
}

/** Every request is answered with 429, and when to come again: in seconds of the wall clock, as HTTP has it. */
export const tooManyRequests = faultKind({
  kind: 'too-many-requests',
  lasts: 30,
  mustBegin: false,
  fields: {
    cut: cutFirst,
    retryAfter: z.int({ error: WHOLE }).min(0, { error: WHOLE }).max(3600, { error: WHOLE }).default(2),
  },
  enter: ({ cut, retryAfter }, stage) => ({
    begins() {
      if (cut) cutAll(stage)
    },
    refuses: () => ({ status: 429, body: BODY, headers: { 'Retry-After': String(retryAfter) } }),
  }),
})
