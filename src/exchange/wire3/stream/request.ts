import type { Session } from '../auth/sessions.ts'
import { fieldsIn } from '../../wire/fields-in.ts'
import type { Subscriptions } from './subscriptions.ts'
import { type Channel, type Topic, topicOf } from './topic.ts'

/** What a client of the stream is known by while its requests are answered. */
export interface Requester {
  readonly session: Session
  readonly subscriptions: Subscriptions
}

/** The answer to a frame of a client. */
export interface Response {
  /** The frame that answers; `undefined` for what needs no answer. */
  readonly frame: string | undefined
  /** Topics that were subscribed: how they stand is told next. */
  readonly subscribed: readonly Topic[]
}

const silent: Response = { frame: undefined, subscribed: [] }

interface Request {
  readonly method: string
  readonly channel: string
  readonly topics: readonly unknown[]
}

/**
 * Answers one frame. A request is acknowledged as a whole and in order; what was wrong with some of its topics stands in the message, and
 * the others hold. What is no request at all is passed over.
 */
export function answered(text: string, requester: Requester): Response {
  const request = requestIn(text)
  if (!request) return silent
  switch (request.method) {
    case 'subscribe':
      return subscribe(request, requester)
    case 'unsubscribe':
      return unsubscribe(request, requester)
    case 'list_subscription':
      return { ...silent, frame: listed(requester) }
    case 'ping_pong':
    case 'ping':
      return { ...silent, frame: PONG }
    default:
      return request.method === 'pong' ? silent : { ...silent, frame: ack(request, 'Invalid (method)') }
  }
}

const PONG = '{"method":"PING_PONG","channel":"HEARTBEAT","status":"ok","message":"pong"}'

/** Method and channel count without their case. */
function requestIn(text: string): Request | undefined {
  const { method, channel, topics } = fieldsIn(text)
  if (typeof method !== 'string') return undefined
  return {
    method: method.toLowerCase(),
    channel: typeof channel === 'string' ? channel.toUpperCase() : '',
    topics: Array.isArray(topics) ? topics : [],
  }
}

function ack({ method, channel }: Request, problems: string): string {
  const outcome =
    problems === '' ? { status: 'ok', message: 'success' } : { status: 'error', message: problems }
  return JSON.stringify({ method, channel, ...outcome })
}

function listed({ subscriptions }: Requester): string {
  const topics = (channel: Channel): string => subscriptions.list(channel).join(';')
  return JSON.stringify({ trading: topics('TRADING'), data: topics('DATA') })
}

function subscribe(request: Request, { session, subscriptions }: Requester): Response {
  const judged = request.topics.map((text) => judgedTopic(text, request.channel, session))
  const subscribed = judged.flatMap(({ topic }) => topic ?? [])
  for (const topic of subscribed) subscriptions.add(topic)
  return { frame: ack(request, judged.flatMap(({ problem }) => problem ?? []).join('; ')), subscribed }
}

function unsubscribe(request: Request, { subscriptions }: Requester): Response {
  const topics = request.topics.map((text) => ({ text, topic: topicOf(String(text)) }))
  for (const { topic } of topics) if (typeof topic === 'object') subscriptions.remove(topic)
  const invalid = topics
    .filter(({ topic }) => topic === undefined)
    .map(({ text }) => `Invalid: ${String(text)}`)
  return { ...silent, frame: ack(request, invalid.join('; ')) }
}

interface Judged {
  readonly topic?: Topic
  readonly problem?: string
}

function judgedTopic(given: unknown, channel: string, session: Session): Judged {
  const text = String(given)
  const topic = topicOf(text)
  if (topic === 'nothing') return {}
  if (topic?.channel !== channel) return { problem: `Invalid: ${text}` }
  if (topic.channel === 'DATA') return { topic }
  const denied = deniedTo(topic, session)
  return denied === undefined ? { topic: ofOwn(topic, session) } : { problem: `Denied (${denied}): ${text}` }
}

/** Orders and positions are told to a session that may trade, of its own accounts. */
function deniedTo({ items }: Topic, { mayTrade, accounts }: Session): 'scope' | 'account' | undefined {
  if (!mayTrade) return 'scope'
  const areOwn = items === '*' || items.every((item) => typeof item === 'string' && accounts.includes(item))
  return areOwn ? undefined : 'account'
}

/** Everything is everything of one's own. */
const ofOwn = (topic: Topic, { accounts }: Session): Topic =>
  topic.items === '*' ? { ...topic, items: accounts } : topic
