import { parseArgs, type ParseArgsConfig } from 'node:util'
import { messageOf } from '../src/domain/message-of.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * The options of this process's command line, and the words that stand alone, where any may.
 * Where it is asked something else the process ends with 1 and one line that says what it takes.
 */
export function commandLine<const O extends Options>(
  options: O,
  allowPositionals = false,
): ReturnType<typeof parseArgs<{ options: O; allowPositionals: boolean }>> {
  try {
    return parseArgs({ options, allowPositionals })
  } catch (error) {
    const [wrong = ''] = messageOf(error).split('. ')
    console.error(`${wrong}: ${taken(options)}.`)
    process.exit(1)
  }
}

function taken(options: Options): string {
  const flags = Object.entries(options).map(
    ([name, { type }]) => `--${name}${type === 'string' ? ' FILE' : ''}`,
  )
  return flags.length === 0 ? 'no options are taken' : `of options ${flags.join(', ')} may be given`
}
