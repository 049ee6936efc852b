import { fork } from 'node:child_process'
import { once } from 'node:events'
import { BUILT } from './built.ts'
import { builtBench } from './built-bench.ts'
import type { Figure } from './figure.ts'
import type { RowName } from './rows.ts'
import type { sizes } from './run.ts'

/** Measures a row in a process of its own. Fails where that does, as when two results are not equal. */
export async function measuredRow(name: RowName, size: (typeof sizes)[number]): Promise<readonly Figure[]> {
  const child = fork(await builtBench('row'), [name, size], {
    execArgv: ['--expose-gc', ...BUILT],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  let figures: readonly Figure[] | undefined
  child.on('message', (told) => (figures = told as readonly Figure[]))
  await once(child, 'close')
  if (!figures) throw new Error('it ended without a figure; see above.')
  return figures
}
