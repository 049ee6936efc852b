import { useSyncExternalStore } from 'react'
import type { Store } from '../model/store.ts'

/** The newest value of a store; renders again with each new one. */
export const useStore = <T>(of: Store<T>): T => useSyncExternalStore(of.subscribe, of.read)
