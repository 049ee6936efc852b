import { Subject, firstValueFrom } from 'rxjs'
import { expect, it } from 'vitest'
import { databaseHealth } from '../../src/cli/database-health.ts'
import { openStore } from '../../src/store/store.ts'
import { get, serve } from '../server/fixtures.ts'

it('is down once the database is gone', async () => {
  const store = await openStore({ path: ':memory:' })
  const health = databaseHealth({ store, patience: 30_000 })
  expect(await health()).toEqual({
    name: 'database',
    required: true,
    up: true,
    latencyMs: expect.any(Number) as number,
  })
  await store.close()
  expect(await health()).toEqual({
    name: 'database',
    required: true,
    up: false,
    detail: 'Store :memory: is closed.',
  })
  expect(await databaseHealth({ store: undefined })()).toMatchObject({ up: false })
})

it('makes the process unready while the database does not answer, and ready when it does again', async () => {
  const answers$ = new Subject<readonly []>()
  let isStuck = true
  let asked = 0
  const query = () => {
    asked += 1
    return isStuck ? firstValueFrom(answers$) : Promise.resolve([])
  }
  const health = databaseHealth({ store: { query }, patience: 5 })
  const { url } = await serve({ health: async () => [await health()] })
  const down = {
    status: 503,
    json: { status: 'not ready', down: [{ name: 'database', detail: 'no answer within 0.005 s' }] },
  }
  expect(await get(`${url}/health/ready`)).toMatchObject(down)
  expect(await get(`${url}/health/ready`)).toMatchObject(down)
  // Who is stuck is not asked again.
  expect(asked).toBe(1)

  isStuck = false
  answers$.next([])
  await expect
    .poll(() => get(`${url}/health/ready`))
    .toMatchObject({ status: 200, json: { status: 'ready' } })
  expect((await get(`${url}/health`)).json).toMatchObject({ database: 'connected' })
})
