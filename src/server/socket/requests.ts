import { z } from 'zod'
import type { SocketRequest } from '../../domain/socket.ts'

/** Most channels in one request. */
const MOST = 200
const names = z.array(z.string().max(100)).min(1).max(MOST)

const schema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('subscribe'),
    channels: names,
    resume: z.record(z.string(), z.int().min(0)).default({}),
    format: z.enum(['json', 'arrow']).default('json'),
  }),
  z.object({ op: z.literal('unsubscribe'), channels: names }),
  z.object({ op: z.literal('ping') }),
]) satisfies z.ZodType<SocketRequest>

/** What a client asks for, whole. */
export type Asked = z.output<typeof schema>

/** The requests that there are, in words. */
export const REQUESTS = `{"op":"subscribe","channels":[…],"resume":{CHANNEL:SEQ},"format":"json"|"arrow"}, {"op":"unsubscribe","channels":[…]}, {"op":"ping"}; from 1 to ${MOST} channels in one`

/** Reads a request; or says what is wrong with it. */
export function readRequest(text: string): Asked | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'This is no JSON.'
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  return path === '' ? 'This is no request.' : `${path} is not as it must be.`
}
