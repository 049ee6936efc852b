/** Buyers' part of what was taken, 0 to 1. */
export interface PressureCellProps {
  readonly pressure: number | undefined
}

/** Buy pressure as a number and a bar: MCD / (MCD + BCD). */
export function PressureCell({ pressure }: PressureCellProps) {
  const percent = pressure === undefined ? undefined : Math.round(pressure * 100)
  return (
    <td className="num pressure" data-col="pressure">
      <span className="pressure-bar" aria-hidden="true" data-empty={percent === undefined}>
        <span style={{ width: `${percent ?? 0}%` }} />
      </span>
      <span className="pressure-text">{percent === undefined ? '' : `${percent}%`}</span>
    </td>
  )
}
