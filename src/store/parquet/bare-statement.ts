/** Texts, names, comments, and signs by themselves; a semicolon inside of any of them ends nothing. */
const TOKEN =
  /\be'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\1\$|--[^\n]*|\/\*.*?\*\/|./gis

const saysNothing = (token: string): boolean => /^(?:--|\/\*|\s|;)/.test(token)

/**
 * A statement as it can stand in another: without semicolons and comments before and behind it. Several statements stay several, with what is
 * between them; of nothing but comments nothing is left.
 */
export function bareStatement(sql: string): string {
  const tokens = sql.match(TOKEN) ?? []
  const first = tokens.findIndex((token) => !saysNothing(token))
  const last = tokens.findLastIndex((token) => !saysNothing(token))
  return tokens.slice(first, last + 1).join('')
}
