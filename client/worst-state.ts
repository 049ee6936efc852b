import type { ConnectionState } from './connection-state.ts'

const fromBad = ['disconnected', 'polling', 'connecting', 'connected'] as const satisfies ConnectionState[]

/** The worst of the states of several channels; `disconnected` when there is none. */
export const worstState = (states: Iterable<ConnectionState>): ConnectionState => {
  const all = new Set(states)
  return fromBad.find((state) => all.has(state)) ?? 'disconnected'
}
