import { Router } from 'express'
import { lazy } from '../lazy.ts'

/** `GET /api/openapi.json`: how the server is asked over HTTP; `GET /api/docs`: the same for the eye. Read and made when first asked for. */
export function docsRoutes(version = '0'): Router {
  const document = lazy(async () => (await import('./document.ts')).makeDocument(version))
  const router = Router()
  router.get('/api/openapi.json', async (_request, response) => {
    response.json(await document())
  })
  router.get('/api/docs', async (_request, response) => {
    const { docsPage } = await import('./docs-page.ts')
    response.type('html').send(docsPage(await document()))
  })
  return router
}
