import { HttpClient, type HttpRequest, HttpResponse } from '@microsoft/signalr'
import type { IncomingMessage } from 'node:http'
import { type ClientOptions, WebSocket } from 'ws'
import type { BearerTokens } from '../../session/bearer-tokens.ts'
import { type HttpAnswer, type HttpRequest as Asked, isRefused, request } from '../../session/request.ts'
import { retryAfterIn } from '../../session/retry-after.ts'
import { SessionError } from '../../session/session-error.ts'
import { socketLimits } from '../../session/socket-limits.ts'

/** The way of one connection to its server. The library says of a failure neither the status nor how long to wait; this does. */
export interface CoreAccess {
  /** The token, and the request that negotiates with it. */
  readonly accessTokenFactory: () => Promise<string>
  readonly httpClient: HttpClient
  /** The library takes any class like it; its types do not name the option. */
  readonly WebSocket: new (url: string | URL, protocols?: string, options?: ClientOptions) => WebSocket
  /** Why the connection was not let in; `undefined` while nothing of the kind came. */
  readonly refusal: () => SessionError | undefined
}

/** Access for one connection. A token that is refused is forgotten. */
export function coreAccess(tokens: BearerTokens, handshakeTimeout: number): CoreAccess {
  let token: string | undefined
  let refusal: SessionError | undefined

  const onAnswer = (answer: HttpAnswer) => {
    if (isRefused(answer) && token !== undefined) tokens.refuse(token)
    refusal = refusalIn(answer) ?? refusal
  }
  const onUpgrade = ({ statusCode = 0, headers }: IncomingMessage) => {
    if ([401, 403].includes(statusCode) && token !== undefined) tokens.refuse(token)
    const retryAfter = retryAfterIn(headers['retry-after'] ?? null, Date.parse(headers.date ?? ''))
    refusal = new SessionError(`The stream refused the connection with status ${statusCode}.`, { retryAfter })
  }
  /** The library wraps what goes wrong; what it was stays here. */
  const noting = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof SessionError) refusal = error
      throw error
    }
  }
  return {
    async accessTokenFactory() {
      token = await noting(tokens.get())
      return token
    },
    httpClient: asking(async (asked) => {
      const answer = await noting(request(asked))
      onAnswer(answer)
      return answer
    }),
    WebSocket: watched(onUpgrade, handshakeTimeout),
    refusal: () => refusal,
  }
}

function refusalIn({ status, body, retryAfter }: HttpAnswer): SessionError | undefined {
  if (body?.['ProtocolVersion'] !== undefined) {
    return new SessionError('The server speaks classic SignalR, and not SignalR Core.', { terminal: true })
  }
  return status === 200
    ? undefined
    : new SessionError(`negotiate failed with status ${status}.`, { retryAfter })
}

/** The library's way to ask over HTTP, by ours. */
function asking(ask: (request: Asked) => Promise<HttpAnswer>): HttpClient {
  return new (class extends HttpClient {
    override async send({ url = '', method = 'GET', headers = {}, timeout }: HttpRequest) {
      const patience = timeout === undefined ? {} : { patience: timeout }
      const { status, text } = await ask({ what: 'negotiate', url, method, headers, ...patience })
      return new HttpResponse(status, '', text)
    }
  })()
}

/** A WebSocket that tells how it was refused, and keeps our limits. */
function watched(
  onUpgrade: (response: IncomingMessage) => void,
  handshakeTimeout: number,
): CoreAccess['WebSocket'] {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string, options?: ClientOptions) {
      super(url, protocols, { ...options, ...socketLimits, handshakeTimeout })
      this.on('unexpected-response', (_, response) => {
        onUpgrade(response)
        this.terminate()
      })
    }
  }
}
