import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Gives a statement by its name, with words put in. */
export type SqlText = (name: string, words?: Readonly<Record<string, string>>) => string

/** Makes what gives a statement of a folder of `name.sql` by its name. `{word}` in it is put in as given: names and paths cannot be parameters. */
export function sqlTexts(folder: string): SqlText {
  const texts = new Map<string, string>()
  return (name, words = {}) => {
    const text = texts.get(name) ?? readFileSync(join(folder, `${name}.sql`), 'utf8')
    texts.set(name, text)
    return Object.entries(words).reduce(
      (filled, [word, value]) => filled.replaceAll(`{${word}}`, value),
      text,
    )
  }
}

/** A name as SQL quotes it. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text for between single quotes. */
export const quotable = (text: string): string => text.replaceAll("'", "''")

/**
 * The path of a file that is read, for between single quotes: of that file alone. The database takes `*`, `?` and `[` in it for others'
 * letters, and reads whatever they fit; a file that is written it takes by its name.
 */
export const quotablePath = (path: string): string => quotable(path.replaceAll(/[*?[]/g, '[$&]'))
