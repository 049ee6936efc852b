import type { Metrics } from '../server/metrics.ts'
import type { Store } from '../store/store.ts'

/** Where it is told how busy a store is. */
type StoreMetrics = Pick<Metrics, 'databaseWriteSeconds' | 'databaseBusy'>

/** The same store, which tells how long its batches take to be written, and how many answers it owes. */
export function measuredStore(store: Store, { databaseWriteSeconds, databaseBusy }: StoreMetrics): Store {
  const owed = async <T>(answer: Promise<T>): Promise<T> => {
    databaseBusy.inc()
    try {
      return await answer
    } finally {
      databaseBusy.dec()
    }
  }
  return {
    ...store,
    async append(table, ...batches) {
      const stop = databaseWriteSeconds.startTimer({ table })
      const rows = await owed(store.append(table, ...batches))
      stop()
      return rows
    },
    query: (sql, params) => owed(store.query(sql, params)),
    read: (sql, params) => owed(store.read(sql, params)),
    copy: (request, signal) => owed(store.copy(request, signal)),
    exportBefore: (before) => owed(store.exportBefore(before)),
  }
}
