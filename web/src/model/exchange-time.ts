import type { MarketSnapshotJson } from '../../../client/index.ts'

/** The newest time of any data in a snapshot, ms since the epoch: the exchange's clock. Absent while there is none. */
export function exchangeTime({ quotes, indices, derivatives }: MarketSnapshotJson): number | undefined {
  const times = [
    ...Object.values(quotes),
    ...Object.values(indices),
    ...(derivatives ? [derivatives] : []),
  ].map(({ last_updated }) => Date.parse(last_updated))
  return times.reduce<number | undefined>(
    (newest, time) => (Number.isNaN(time) || (newest ?? -Infinity) >= time ? newest : time),
    undefined,
  )
}
