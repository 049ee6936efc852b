import type { Stamp } from '../../src/domain/event.ts'
import type { Evidence, Named } from '../../src/domain/lineage.ts'

/** Notes what a frame told. */
export const evidence = (what: string, { seq, exchangeTime }: Told, values: Named): Evidence => ({
  seq,
  exchangeTime,
  what,
  values,
})

/** The frame, and its time. */
export type Told = Pick<Stamp, 'seq' | 'exchangeTime'>
