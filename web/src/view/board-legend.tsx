const entries = [
  ['ceiling', '▲', 'ceiling'],
  ['up', '▲', 'up'],
  ['reference', '■', 'reference'],
  ['down', '▼', 'down'],
  ['floor', '▼', 'floor'],
] as const

/** What the colours and signs mean. */
export function BoardLegend() {
  return (
    <ul className="legend" aria-label="Colours of prices">
      {entries.map(([tone, mark, name]) => (
        <li key={tone}>
          <span className={`tone-${tone}`}>
            <span aria-hidden="true">{mark} </span>
            <span className="legend-name">{name}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
