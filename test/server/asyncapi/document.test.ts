import Ajv from 'ajv'
import { describe, expect, it } from 'vitest'
import { request } from '../../../src/server/asyncapi/schemas.ts'
import { asyncapiDocument } from '../../../src/server/asyncapi/document.ts'
import { sentBy } from './sent-by.ts'

describe('asyncapiDocument', () => {
  const document = asyncapiDocument('1.2.3')

  it('has a message for each frame, each with a schema that compiles, and every reference leads somewhere', () => {
    expect(document).toMatchObject({ asyncapi: '3.0.0', info: { version: '1.2.3' } })
    const { schemas } = document['components'] as { schemas: Record<string, object> }
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([
        'marketSnapshot',
        'marketDelta',
        'tradesEvent',
        'loss',
        'status',
        'error',
        'request',
      ]),
    )
    const ajv = new Ajv({ unknownFormats: 'ignore' }).addSchema(document, 'api')
    for (const name of Object.keys(schemas)) ajv.compile({ $ref: `api#/components/schemas/${name}` })
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path!,
    )
    expect(references.length).toBeGreaterThan(20)
    for (const path of references) {
      const found = path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document)
      expect([path, typeof found]).toEqual([path, 'object'])
    }
  })

  it('tells frames from what is none', () => {
    const validate = sentBy(document)
    const loss = { type: 'loss', channel: 'alerts', seq: 3, time: 'x', data: { missing: 2 } }
    expect(validate(loss)).toEqual([])
    expect(validate({ ...loss, data: {} })).not.toEqual([])
    expect(validate({ ...loss, more: 1 })).not.toEqual([])
    expect(
      validate({ type: 'event', channel: 'trades:FPT', seq: 1, time: 'x', data: { stream: 'bar' } }),
    ).not.toEqual([])
    expect(request.safeParse({ op: 'subscribe', channels: [] }).success).toBe(false)
  })
})
