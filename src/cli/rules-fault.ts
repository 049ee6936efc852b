/** Where a file of rules is wrong. Lines and columns count from 1. */
interface RulesPlace {
  readonly path: string
  readonly line: number
  readonly column: number
  /** Signs. */
  readonly width: number
  /** The line. */
  readonly text: string
}

/** A file of alert rules that cannot be taken. Its message is one line. */
export class RulesFault extends Error {
  /** The line of the file, and carets below what is wrong. */
  readonly excerpt: string

  constructor(message: string, { path, line, column, width, text }: RulesPlace) {
    super(`${path}:${line}:${column}: ${message}`)
    this.name = 'RulesFault'
    const before = text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')
    const carets = '^'.repeat(Math.max(1, Math.min(width, text.length - column + 1)))
    this.excerpt = `${text}\n${before}${carets}`
  }
}
