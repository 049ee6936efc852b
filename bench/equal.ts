import { isDeepStrictEqual } from 'node:util'

/** Fails where two lists are not equal, and tells the first place: whole lists would fill the screen. */
export function equal(ours: readonly unknown[], theirs: readonly unknown[], what: string): void {
  if (isDeepStrictEqual(ours, theirs)) return
  const at = ours.findIndex((each, i) => !isDeepStrictEqual(each, theirs[i]))
  const place = at < 0 ? ours.length : at
  throw new Error(
    `${what} are not equal: ${ours.length} and ${theirs.length}; at ${place} ` +
      `${JSON.stringify(ours[place])} and ${JSON.stringify(theirs[place])}`,
  )
}
