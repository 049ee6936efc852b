import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { MarketMessage } from '../message.ts'

/** An answer: JSON, or plain text. */
export interface Answer {
  readonly status: number
  readonly body: object | string
  readonly headers?: Readonly<Record<string, string>>
}

/** What answers some of the paths of a server. */
export interface Handler {
  /** Whether a path is one of its own. */
  readonly matches: (path: string) => boolean
  /** Answers a request. A failure is answered with 400. */
  readonly request: (request: IncomingMessage) => Answer | Promise<Answer>
  /** Takes an upgrade; without it one is answered like a plain request. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Cuts off what it keeps open. */
  readonly close?: () => void
}

/** A part of what an exchange serves. */
export interface ServedPart<M = MarketMessage> {
  readonly handlers: readonly Handler[]
  /** A step of the market was run, and this was told: some steps tell nothing. */
  readonly step: (told: readonly M[]) => void
}

/** The path of a request, without its query. */
export const pathOf = (url: string | undefined): string => new URL(url ?? '/', 'http://exchange').pathname

/** The parameters of a request. */
export const parametersOf = (url: string | undefined): URLSearchParams =>
  new URL(url ?? '/', 'http://exchange').searchParams

const LONGEST_BODY = 64 * 1024

/** The bytes of a request's body. Fails for one that is longer than any that has a meaning here. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY) throw new RangeError(`A body has at most ${LONGEST_BODY} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Answers an upgrade without taking it. */
export function refuseUpgrade(socket: Duplex, { status, body, headers = {} }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n${own.join('')}` +
      `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}
