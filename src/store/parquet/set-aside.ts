import { existsSync, renameSync } from 'node:fs'

/** Gives a damaged file another name beside its place, one that nothing has, and tells it. Nothing of it is changed. */
export function setAside(file: string): string {
  let aside = `${file}.damaged`
  for (let i = 2; existsSync(aside); i += 1) aside = `${file}.damaged-${i}`
  renameSync(file, aside)
  return aside
}
