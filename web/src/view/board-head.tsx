import { boardGroups } from '../model/board-groups.ts'
import type { Sort, SortKey } from '../model/sort-rows.ts'

/** The board's headings. */
export interface BoardHeadProps {
  readonly sort: Sort
  readonly onSort: (key: SortKey) => void
}

interface SortHeadProps extends BoardHeadProps {
  readonly by: SortKey
  readonly label: string
  /** For the ear, where the label is a sign. */
  readonly title?: string
  readonly className?: string
}

function SortHead({ sort, onSort, by, label, title = label, className = '' }: SortHeadProps) {
  const active = sort.key === by
  const order = sort.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={className} aria-sort={active ? order : 'none'}>
      <button type="button" data-testid={`sort-${by}`} title={`Sort by ${title}`} onClick={() => onSort(by)}>
        {label}
        <span className="sort-mark" aria-hidden="true">
          {active ? (sort.descending ? '▾' : '▴') : '↕'}
        </span>
      </button>
    </th>
  )
}

const heads = (names: readonly string[], className = '') =>
  names.map((name) => (
    <th key={name} scope="col" className={className}>
      {name}
    </th>
  ))

/** Two rows of headings: the groups with their Vietnamese names, and the columns. */
export function BoardHead(order: BoardHeadProps) {
  return (
    <thead>
      <tr className="groups">
        {boardGroups.map(({ name, vietnamese, span, className = '' }) => (
          <th key={vietnamese} scope="colgroup" colSpan={span} className={className}>
            {name} <span lang="vi">{vietnamese}</span>
          </th>
        ))}
      </tr>
      <tr>
        <SortHead {...order} by="symbol" label="Symbol" className="symbol" />
        {heads(['Ceiling', 'Floor', 'Ref'], 'limit')}
        {heads(['Bid 3', 'Vol 3', 'Bid 2', 'Vol 2', 'Bid 1', 'Vol 1'])}
        {heads(['Price', 'Vol', '+/−'], 'matched')}
        <SortHead {...order} by="changePercent" label="%" title="change in percent" className="matched" />
        {heads(['Ask 1', 'Vol 1', 'Ask 2', 'Vol 2', 'Ask 3', 'Vol 3'])}
        <SortHead {...order} by="totalVolume" label="Total vol" className="total" />
        <th scope="col" title="Buyers' part of what was taken: MCD / (MCD + BCD)">
          Buy press.
        </th>
      </tr>
    </thead>
  )
}
