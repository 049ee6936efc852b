import { Router } from 'express'
import { docsPage } from './docs-page.ts'
import { makeDocument } from './document.ts'

/** `GET /api/openapi.json`: how the server is asked over HTTP; `GET /api/docs`: the same for the eye. Made when first asked for. */
export function docsRoutes(version = '0'): Router {
  let made: ReturnType<typeof makeDocument> | undefined
  const document = () => (made ??= makeDocument(version))
  const router = Router()
  router.get('/api/openapi.json', (_request, response) => {
    response.json(document())
  })
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(docsPage(document()))
  })
  return router
}
