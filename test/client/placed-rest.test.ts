import { firstValueFrom } from 'rxjs'
import { afterEach, expect, it } from 'vitest'
import { placedRest } from '../../client/placed-rest.ts'
import { alert } from './fixtures.ts'
import { type Loopback, loopback } from './loopback.ts'

let server: Loopback
afterEach(() => server.stop())

it('says which place of a replay an answer is of, and of none where the source is no replay', async () => {
  server = await loopback({ answer: () => [alert(1)], headers: { 'x-vnflow-timeline': '7' } })
  expect(await firstValueFrom(placedRest(server.url).alerts())).toEqual({ value: [alert(1)], timeline: 7 })
  await server.stop()
  server = await loopback({ answer: () => [alert(1)] })
  expect(await firstValueFrom(placedRest(server.url).alerts())).toEqual({
    value: [alert(1)],
    timeline: undefined,
  })
})
