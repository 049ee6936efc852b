import type { Instant } from '../../domain/time.ts'
import type { SentTrade } from './ledger.ts'
import { type Line, line, type LineParts } from './line.ts'

/** What stands around all lines. */
export interface LineBookOptions {
  /** The exchange's time. */
  readonly now: () => Instant
  /** Told of the trades that a client has read. */
  readonly onRead: (client: string, trades: readonly SentTrade[]) => void
}

/** The connections of all clients. */
export interface LineBook {
  /** Those that are open, the oldest first. */
  readonly open: () => readonly Line[]
  /** One more, until its socket is closed. */
  readonly add: (parts: LineParts) => Line
  /** Sends what has waited long enough. */
  readonly keepUp: () => void
}

/** No connections. */
export function lineBook({ now, onRead }: LineBookOptions): LineBook {
  const lines = new Set<Line>()
  return {
    open: () => [...lines].filter(({ isOpen }) => isOpen()),
    add(parts) {
      const { client, socket } = parts
      const opened = line(parts, { now, onRead: (trades) => onRead(client, trades) })
      lines.add(opened)
      socket.on('close', () => lines.delete(opened))
      return opened
    },
    keepUp() {
      for (const open of lines) open.keepUp()
    },
  }
}
