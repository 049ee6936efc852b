import { join } from 'node:path'
import express, { Router } from 'express'

/**
 * The page: `index.html` at `/`, asked for anew each time, and its assets, whose names change with what is in them.
 * Without a folder `/` says in one line how to build it.
 */
export function page(webRoot: string | undefined): Router {
  const router = Router()
  if (webRoot === undefined) {
    router.get('/', (_request, response) => {
      response
        .status(503)
        .type('text')
        .send('The page is not built. Run "npm run prepare" and start again.\n')
    })
    return router
  }
  router.use(
    '/assets',
    express.static(join(webRoot, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  )
  router.use(
    express.static(webRoot, {
      redirect: false,
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  )
  return router
}
