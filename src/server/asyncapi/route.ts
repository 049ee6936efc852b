import { Router } from 'express'
import { asyncapiDocument } from './document.ts'

/** `GET /api/asyncapi.json`: what is said on `/ws`. */
export function asyncapiRoute(version = '0'): Router {
  const document = asyncapiDocument(version)
  return Router().get('/api/asyncapi.json', (_request, response) => {
    response.json(document)
  })
}
