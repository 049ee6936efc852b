import { expect, it } from 'vitest'
import { get, serve } from '../fixtures.ts'

it('answers with the members of the VN30', async () => {
  const { url } = await serve()
  expect(await get(`${url}/api/vn30-components`)).toMatchObject({
    status: 200,
    json: { symbols: ['FPT', 'HPG'] },
  })
})
