import { messageOf } from '../../../domain/message-of.ts'

/** Why the database refuses something, in one line. */
export const reasonOf = (cause: unknown): string => messageOf(cause).replaceAll(/\s*\n\s*/g, ' ')
