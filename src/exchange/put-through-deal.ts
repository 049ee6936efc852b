import type { TradeMessage } from './message.ts'

/** Whether a trade was put through: in its session, and nobody was the aggressor. What the book matches after the close has one. */
export const isPutThrough = ({ session, side }: Pick<TradeMessage, 'session' | 'side'>): boolean =>
  session === 'PT' && side === undefined
