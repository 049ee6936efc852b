import type { faultKinds } from '../../../src/exchange/faults/fault-kinds.ts'
import type { Ordeal, Outcome } from './recovery.ts'

/** How a source is made to meet one kind of fault, and how one sees that it did. */
export interface KindOrdeal extends Pick<Ordeal, 'entries' | 'isWatchful' | 'isCombined' | 'deadAfter'> {
  readonly isMet: (outcome: Outcome) => boolean
}

const isLost = ({ reconnects }: Outcome): boolean => reconnects > 0
const isStruck = ({ events }: Outcome): boolean => events.length > 0

/** Every kind of fault, ten seconds into a minute of trading. */
export const ordeals: Readonly<Record<keyof typeof faultKinds, KindOrdeal>> = {
  drop: {
    entries: [
      { kind: 'drop', after: 10 },
      { kind: 'drop', after: 20, share: 0.5 },
      { kind: 'drop', after: 35, share: 0.5 },
    ],
    isMet: isLost,
  },
  'half-open': {
    entries: { kind: 'half-open', after: 10, for: 600 },
    deadAfter: 2000,
    isMet: isLost,
  },
  silence: { entries: { kind: 'silence', after: 10, for: 300 }, isWatchful: true, isMet: isLost },
  slow: { entries: { kind: 'slow', after: 10, for: 30, by: 3 }, isMet: isStruck },
  duplicate: { entries: { kind: 'duplicate', share: 0.3 }, isMet: isStruck },
  reorder: { entries: { kind: 'reorder', share: 0.5 }, isMet: isStruck },
  lose: { entries: { kind: 'lose', after: 10, for: 40, share: 0.2 }, isMet: ({ lost }) => lost.size > 0 },
  'unknown-keys': { entries: { kind: 'unknown-keys' }, isMet: isStruck },
  'empty-numbers': {
    entries: { kind: 'empty-numbers', after: 10, for: 40, share: 0.5 },
    isMet: ({ lost, rejected }) => lost.size > 0 && rejected > 0,
  },
  'null-side': { entries: { kind: 'null-side' }, isMet: isStruck },
  burst: { entries: { kind: 'burst', after: 10 }, isMet: isStruck },
  // A channel of its own that may well be quiet cannot be told from one that is deaf.
  deaf: {
    entries: { kind: 'deaf', after: 10, for: 60 },
    isWatchful: true,
    isCombined: true,
    isMet: ({ reconnects }) => reconnects > 1,
  },
  'too-many-requests': {
    entries: { kind: 'too-many-requests', after: 10, for: 25, retryAfter: 1 },
    isMet: ({ warnings }) => warnings.some((text) => text.includes('429')),
  },
  'token-expiry': { entries: { kind: 'token-expiry', after: 10 }, isMet: isLost },
  kick: { entries: { kind: 'kick', after: 10, for: 20 }, isMet: isLost },
  'refresh-reuse': { entries: { kind: 'refresh-reuse', after: 10 }, isMet: isLost },
  restart: { entries: { kind: 'restart', after: 10, for: 10 }, isMet: isLost },
  split: { entries: { kind: 'split', after: 0, for: 50 }, isMet: isStruck },
  'clock-jump': { entries: { kind: 'clock-jump', after: 10, for: 20, by: -90 }, isMet: isStruck },
}
