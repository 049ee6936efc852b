import { once } from 'node:events'
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openReadPath, storedFolder } from '../../src/cli/read-path.ts'
import { leaveNote } from '../../src/cli/server-note.ts'
import { folder } from '../store/folder.ts'

/** The note of a server that does this with a request, in a data folder of its own. */
async function noted(answer: RequestListener) {
  const http = createServer(answer).listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(() => {
    http.close()
    http.closeAllConnections()
  })
  const place = http.address()
  const address = `http://127.0.0.1:${typeof place === 'object' ? place?.port : ''}`
  const dir = folder()
  await leaveNote(dir, { address, key: 'key' })
  return { address, dir }
}

/** A server of a data folder that does this with a query. */
async function serving(answer: (response: ServerResponse) => void) {
  const { address, dir } = await noted((request, response) => {
    if (request.url === '/health/live') response.end('{}')
    else answer(response)
  })
  const path = await openReadPath(dir)
  return {
    address,
    ask: (file = 'answer.parquet') => path.copy({ sql: 'select 1', params: {}, file: join(dir, file) }),
  }
}

it.each([
  ['before it answers', (response: ServerResponse) => response.destroy()],
  [
    'in the middle of its answer',
    (response: ServerResponse) => {
      response.writeHead(200, { 'Content-Length': 1_000 })
      response.write('PAR1', () => setImmediate(() => response.destroy()))
    },
  ],
])('says which server ended %s, and what to do', async (_, end) => {
  const { address, ask } = await serving(end)
  await expect(ask()).rejects.toThrow(
    `The server at ${address} ended, or was cut off, before its answer was whole. Ask again: without a server the store is read directly.`,
  )
})

it('tells what a server answers, and what is wrong with the file here, as it is', async () => {
  const refused = await serving((response) => response.writeHead(422).end('{"detail":"No such table."}'))
  await expect(refused.ask()).rejects.toThrow(/^No such table\.$/)
  const whole = await serving((response) => response.end('PAR1'))
  await expect(whole.ask('nowhere/answer.parquet')).rejects.toThrow(/ENOENT.*nowhere/)
})

it('waits for no server that is there and silent', async () => {
  const { address, dir } = await noted(() => undefined)
  await expect(openReadPath(dir, 100)).rejects.toThrow(
    `The server at ${address} holds the store and has not answered for 0.1 s.`,
  )
})

it('opens the store where a crash left half a note', async () => {
  const dir = folder()
  writeFileSync(join(dir, 'server.json'), '{"address":"http://127.0.0.1:80')
  const path = await openReadPath(dir)
  await path.copy({ sql: 'select 1', params: {}, file: join(dir, 'answer.parquet') })
  await path.close()
  expect(existsSync(join(dir, 'answer.parquet'))).toBe(true)
})

it('takes the newest run that has a store, not one that was recorded only', async () => {
  const dir = folder()
  const run = (name: string, time: number, file: string) => {
    const path = join(dir, 'simulated', name)
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, file), '')
    utimesSync(path, time, time)
    return path
  }
  run('old', 1_000, 'vnflow.duckdb')
  const stored = run('stored', 2_000, 'vnflow.duckdb')
  run('recorded', 3_000, 'simulated.txt')
  expect(await storedFolder(dir, 'exchange')).toBe(stored)
})
