/** Names of vnflow's own streams; the printed form would not tell them apart. */
const streamNames = [
  'quote',
  'trade',
  'session',
  'foreign',
  'index',
  'basis',
  'bar',
  'alert',
  'gap',
  'rejected',
  'all',
]

/** Throws a `TypeError` of one line where no pipeline can have the name: it stands in channels, tables and the printed form. */
export function checkName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 50)
    throw new TypeError(
      `"${name}" is no name of a pipeline: small letters, digits and hyphens, as large-trades.`,
    )
  if (streamNames.includes(name))
    throw new TypeError(`"${name}" is a stream of vnflow: give the pipeline another name.`)
}
