import { type ReactNode, useState } from 'react'

type Way = 'up' | 'down' | 'other'

/** Which way a value went; one that appears or goes away went nowhere. */
function wayOf(from: number | undefined, to: number | undefined, directed: boolean): Way | undefined {
  if (from === undefined || to === undefined) return undefined
  if (!directed) return 'other'
  return to > from ? 'up' : 'down'
}

interface Seen {
  readonly value: number | undefined
  readonly turn: number
  readonly way?: Way | undefined
}

/** What flashes and when. */
export interface FlashProps {
  /** Each change of it flashes; that it appears or goes away does not. */
  readonly value: number | undefined
  /** Whether up and down have colours of their own: of a price they do, of a quantity not. */
  readonly directed?: boolean
  readonly children: ReactNode
}

/**
 * Flashes for 400 ms when its value changes. A new key begins the animation anew; the class goes when it ends, for a
 * row that is moved by sorting would flash again.
 */
export function Flash({ value, directed = false, children }: FlashProps) {
  const [seen, setSeen] = useState<Seen>({ value, turn: 0 })
  if (!Object.is(seen.value, value))
    setSeen({ value, turn: seen.turn + 1, way: wayOf(seen.value, value, directed) })
  const end = () => setSeen(({ value, turn }) => ({ value, turn }))
  return (
    <span key={seen.turn} className={seen.way ? `flash flash-${seen.way}` : 'flash'} onAnimationEnd={end}>
      {children}
    </span>
  )
}
