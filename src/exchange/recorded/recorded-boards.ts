import type { RawFrame } from '../../domain/frame.ts'
import { fieldsIn } from '../wire/fields-in.ts'
import type { Row } from '../wire/rest/envelope.ts'
import { rowsIn } from './rows-in.ts'

/** The boards and indices of a recording. */
export interface RecordedBoards {
  /** Takes note of a list that was received. Passes over any other frame. */
  readonly note: (frame: RawFrame) => void
  /** The keys that a code is found by: itself, its board and the indices that have it. One of no known board is of all. */
  readonly keysOf: (code: string) => readonly string[]
}

const ALL = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES', 'DER']

/** Boards that nothing is known of yet. */
export function recordedBoards(): RecordedBoards {
  const boards = new Map<string, readonly string[]>()
  const indices = new Map<string, ReadonlySet<string>>()
  const cache = new Map<string, readonly string[]>()

  const learn = ({ symbol, board }: Row): void => {
    if (typeof symbol !== 'string' || typeof board !== 'string') return
    const isFuture = board.toUpperCase().startsWith('DER')
    boards.set(symbol, isFuture ? ['DERIVATIVES', 'DER'] : [board.toUpperCase()])
  }
  return {
    note({ source, text }) {
      if (source !== 'ssi3-rest') return
      const { endpoint, index, body } = fieldsIn(text)
      if (endpoint !== 'securitiesByBoard') return
      const rows = rowsIn(body)
      rows.forEach(learn)
      if (typeof index === 'string' && index !== '')
        indices.set(index, new Set(rows.flatMap(({ symbol }) => (typeof symbol === 'string' ? symbol : []))))
      cache.clear()
    },
    keysOf(code) {
      const known = cache.get(code)
      if (known) return known
      const groups = [...indices].flatMap(([index, members]) => (members.has(code) ? index : []))
      const keys = [code, ...(boards.get(code) ?? ALL), ...groups]
      cache.set(code, keys)
      return keys
    },
  }
}
