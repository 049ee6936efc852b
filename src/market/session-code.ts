import type { Phase } from '../domain/market.ts'

/** What a feed says of a security: a phase, or that its trading is halted. */
export type FeedPhase = Phase | 'halted'

/** FastConnect v2 knows no code for PLO; it is taken for the day one comes. LO names the continuous phases, as nothing does. */
const SSI: ReadonlyMap<string, FeedPhase> = new Map([
  ['ATO', 'ato'],
  ['LO', 'continuous'],
  ['', 'continuous'],
  ['ATC', 'atc'],
  ['PLO', 'plo'],
  ['PT', 'putThrough'],
  ['BREAK', 'lunch'],
  ['C', 'closed'],
  ['H', 'halted'],
  ['HALT', 'halted'],
])

/** Session ids of the exchange as DNSE sends them. An auction after a halt (21) and a periodic auction (80) name no phase of the day. */
const DNSE: ReadonlyMap<string, FeedPhase> = new Map([
  ['01', 'preOpen'],
  ['10', 'ato'],
  ['40', 'continuous'],
  ['30', 'atc'],
  ['90', 'halted'],
  ['99', 'closed'],
])

const FEEDS = { ssi: SSI, dnse: DNSE }

/**
 * The phase that a feed's own session code means, or `undefined` for a word that it does not know.
 *
 * @example phaseOfSession('ssi', 'LO') // 'continuous'
 * @example phaseOfSession('dnse', '10') // 'ato'
 */
export const phaseOfSession = (feed: 'ssi' | 'dnse', code: string): FeedPhase | undefined =>
  FEEDS[feed].get(code) ?? FEEDS[feed].get(code.trim().toUpperCase())
