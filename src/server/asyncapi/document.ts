import { z } from 'zod'
import { channelData, control, frames, request } from './schemas.ts'

type Json = Readonly<Record<string, unknown>>

/** A schema, and those of parts of it that have a name of their own. */
interface Told {
  readonly schema: Json
  readonly parts: Readonly<Record<string, Json>>
}

/** AsyncAPI's own schema is draft 7 of JSON Schema. Parts that have a name stand beside, for all alike. */
function toldOf(type: z.ZodType): Told {
  const made = z.toJSONSchema(type, { target: 'draft-7', unrepresentable: 'throw' })
  delete made.$schema
  const text = JSON.stringify(made).replaceAll('"#/definitions/', '"#/components/schemas/')
  const { definitions = {}, ...schema } = JSON.parse(text) as Json
  return { schema, parts: definitions as Told['parts'] }
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Every kind of frame that the server sends, by name: `marketSnapshot`, `marketDelta`, … `loss`, `status`, `error`. */
function sentSchemas(): Readonly<Record<string, Told>> {
  const all: Record<string, Told> = {}
  for (const [channel, kinds] of Object.entries(channelData))
    for (const [kind, data] of Object.entries(kinds))
      all[`${channel}${title(kind)}`] = narrowed(toldOf(frames[kind as keyof typeof frames](data)), channel)
  for (const [kind, schema] of Object.entries(control)) all[kind] = toldOf(schema)
  return all
}

const ofSymbol: Readonly<Record<string, string>> = {
  trades: '^trades:[A-Za-z0-9]+$',
  bars: '^bars:[A-Za-z0-9]+:1m$',
  pipeline: '^pipeline:.+$',
}

/** The schema of a frame with the names of the channels that carry it. */
function narrowed({ schema, parts }: Told, channel: string): Told {
  const pattern = ofSymbol[channel]
  const name = pattern === undefined ? { const: channel } : { pattern }
  const properties = { ...(schema['properties'] as Json), channel: { type: 'string', ...name } }
  return { schema: { ...schema, properties }, parts }
}

const refs = (names: readonly string[]) =>
  names.map((name) => ({ $ref: `#/channels/socket/messages/${name}` }))

/**
 * The AsyncAPI 3.0 document of `/ws`, made of the schemas of its frames. Frames in Arrow bear the same fields as metadata of
 * their schema, and the data as rows.
 *
 * @param version - of the program
 */
export function asyncapiDocument(version: string): Json {
  const told = { ...sentSchemas(), request: toldOf(request) }
  const names = Object.keys(told)
  const parts = Object.values(told).map((each) => each.parts)
  const whole = Object.entries(told).map(([name, { schema }]) => [name, schema] as const)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'vnflow',
      version,
      description: 'The Vietnamese stock market on one socket: snapshots at once, then changes and events.',
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/ws',
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      say: { action: 'receive', channel: { $ref: '#/channels/socket' }, messages: refs(['request']) },
      hear: {
        action: 'send',
        channel: { $ref: '#/channels/socket' },
        messages: refs(names.filter((name) => name !== 'request')),
      },
    },
    components: {
      messages: Object.fromEntries(
        names.map((name) => [name, { name, payload: { $ref: `#/components/schemas/${name}` } }]),
      ),
      schemas: Object.assign({}, ...parts, Object.fromEntries(whole)) as Json,
    },
  }
}
