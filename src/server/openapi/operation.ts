import type { z } from 'zod'

/** Something that can be asked over HTTP. */
export interface Operation {
  readonly method: 'get' | 'post'
  /** With `{name}` where anything may stand. */
  readonly path: string
  readonly tag: 'market' | 'history' | 'health' | 'operation'
  readonly summary: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What is answered with 200, and with other statuses that are no problem. */
  readonly answer: z.ZodType
  readonly also?: Readonly<Record<number, z.ZodType>>
  /** Its type, where that is not JSON. */
  readonly type?: string
  /** It may be had as Arrow as well. */
  readonly arrow?: boolean
  /** It may be a part of more, and says where the next one is. */
  readonly paged?: boolean
  /** Statuses of problems beside those of every request. */
  readonly problems?: readonly number[]
}
