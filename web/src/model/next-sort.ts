import type { Sort, SortKey } from './sort-rows.ts'

/** The order after a click on a heading: the other direction of the same, or the natural one of another. */
export const nextSort = (sort: Sort, key: SortKey): Sort =>
  sort.key === key ? { key, descending: !sort.descending } : { key, descending: key !== 'symbol' }
