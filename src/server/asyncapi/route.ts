import { Router } from 'express'
import { lazy } from '../lazy.ts'

/** `GET /api/asyncapi.json`: what is said on `/ws`. Read and made when first asked for. */
export function asyncapiRoute(version = '0'): Router {
  const document = lazy(async () => (await import('./document.ts')).asyncapiDocument(version))
  return Router().get('/api/asyncapi.json', async (_request, response) => {
    response.json(await document())
  })
}
