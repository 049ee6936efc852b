/** What a schema says of a value that does not fit. */
interface Misfit {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}

/** The first thing that does not fit, with the way to it. */
export function firstIssue({ issues: [issue] }: Misfit): string {
  if (!issue) return 'another value is expected'
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}: ${issue.message}`
}
