import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))

it('ends with the process that started it, be it before it runs', { timeout: 30_000 }, async () => {
  const child = fork(main, ['exchange', '--port', '0', '--symbols', '40'], {
    execArgv: ['-C', 'vnflow'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.disconnect()
  const overdue = setTimeout(() => child.kill('SIGKILL'), 20_000)
  expect(await once(child, 'exit')).toEqual([0, null])
  clearTimeout(overdue)
})
