import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { expect, it } from 'vitest'
import { failed } from '../../src/server/problem.ts'
import { afterwards, get } from './fixtures.ts'

async function listen(onError: (error: unknown) => void) {
  const app = express()
  app.get('/of/:symbol', (_request, response) => {
    response.json({})
  })
  app.get('/half', (_request, response) => {
    response.write('half of ')
    throw new Error('torn')
  })
  app.use(failed(onError))
  const http = createServer(app).listen(0, '127.0.0.1')
  await once(http, 'listening')
  afterwards(() => {
    http.close()
    http.closeAllConnections()
  })
  const address = http.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

it('is the request’s where its path does not decode', async () => {
  const errors: unknown[] = []
  const url = await listen((error) => errors.push(error))
  const { status, json } = await get(`${url}/of/%E0%A4%A`)
  expect(status).toBe(400)
  expect(json).toEqual({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: 'The request cannot be read.',
  })
  expect(errors).toEqual([])
})

it('cuts an answer that fails in the middle, so that nobody takes the half for the whole', async () => {
  const errors: unknown[] = []
  const url = await listen((error) => errors.push(error))
  // On a connection that closes anyway fetch takes a torn answer for a whole one.
  await expect(get(`${url}/half`, { connection: 'keep-alive' })).rejects.toBeInstanceOf(TypeError)
  expect(errors).toEqual([new Error('torn')])
})
