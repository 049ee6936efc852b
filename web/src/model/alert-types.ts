const names: Readonly<Record<string, string>> = {
  volume_spike: 'Spike',
  price_breakout: 'Breakout',
  foreign_acceleration: 'Foreign',
  basis_divergence: 'Basis',
  rule: 'Rule',
}

/** The kinds of alert that can be chosen. */
export const alertTypes = Object.keys(names)

/** What a kind of alert is called on the page; one that the page does not know bears its own name. */
export const alertTypeName = (type: string): string => names[type] ?? type.replaceAll('_', ' ')
