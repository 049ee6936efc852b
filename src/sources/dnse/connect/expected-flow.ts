import type { SessionPolicy } from '../../session/session.ts'
import type { Share } from './plan.ts'

/** From so many securities on one of them has news every few seconds while the market is open. */
const MANY = 10

/**
 * What a connection is held to while the market is open. Many securities must have news of themselves; a few may be silent for long,
 * so that an index, which is told every five seconds, speaks for the connection; without one nothing can be expected of it.
 */
export function expectedFlow(
  { channels, size }: Share,
  { proveWithin, silence }: { readonly proveWithin: number; readonly silence: number },
): Pick<SessionPolicy<string>, 'isData' | 'proveWithin' | 'silence'> {
  if (size >= MANY) return { isData: isOfSecurity, proveWithin, silence }
  const hasIndex = channels.some(({ name }) => name.startsWith('market_index.'))
  return hasIndex ? { proveWithin, silence } : { proveWithin: Infinity, silence: Infinity }
}

const isOfSecurity = (text: string): boolean => !text.includes('"indexName"')
