import type { Venue } from '../../../domain/market.ts'
import type { Instant } from '../../../domain/time.ts'
import type { SessionCode, SimulatedExchange, StatusMessage } from '../../message.ts'
import { slashTime } from '../wire3-format.ts'
import { type Told, told } from './told.ts'

/** The sessions of the boards. Every security of a board has the same. */
export interface BoardFlags {
  /** Gives what is told when a security is the first of its board in a new session. */
  note(message: StatusMessage, venue: Venue): readonly Told[]
  /** The session of each board, as it stands. */
  current(): readonly Told[]
}

interface Flag {
  readonly session: SessionCode
  readonly since: Instant
}

/** Flags as the exchange's securities stand now; a board whose securities had no session yet has none. */
export function boardFlags(exchange: SimulatedExchange): BoardFlags {
  const flags = new Map<Venue, Flag>()
  const note = ({ session, time }: StatusMessage, venue: Venue): readonly Told[] => {
    if (flags.get(venue)?.session === session) return []
    const flag = { session, since: time }
    flags.set(venue, flag)
    return [toldFlag(venue, flag)]
  }
  for (const { symbol, venue } of exchange.securities) {
    const status = exchange.latest(symbol).find((message) => message.kind === 'status')
    if (status) note(status, venue)
  }
  return { note, current: () => [...flags].map(([venue, flag]) => toldFlag(venue, flag)) }
}

const toldFlag = (venue: Venue, { session, since }: Flag): Told =>
  told({ type: 'market', interval: '', keys: ['FLAG'] }, () =>
    JSON.stringify({ b: venue === 'DERIVATIVES' ? 'DER' : venue, t: slashTime(since), f: session }),
  )
