import { z } from 'zod'
import type { Stage } from './fault.ts'

/** The field of a fault that only clients meet who come anew: whether it cuts the connections first. */
export const cutFirst = z.boolean({ error: 'true or false' }).default(true)

/** Cuts every connection. */
export function cutAll({ lines }: Pick<Stage, 'lines'>): void {
  for (const line of lines()) line.cut()
}
