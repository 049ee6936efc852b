import type { Chance } from './chance.ts'

const paths = [
  '/',
  '/health',
  '/metrics',
  '/api/market/snapshot',
  '/api/market/foreign-detail',
  '/api/market/basis-trend',
  '/api/market/alerts',
  '/api/history/FPT/candles',
  '/api/history/index/VN30',
  '/api/ws-ticket',
  '/api/openapi.json',
  '/api/replay',
  '/ws',
  '/ws/market',
  '/assets/x',
] as const

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PATCH',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'BREW',
  'get',
  '',
] as const
const values = [
  '-1',
  '0',
  '1e309',
  'NaN',
  '%00',
  '%',
  '%zz',
  '%ff%fe',
  '9'.repeat(400),
  "'--",
  '<script>',
  '../../..',
] as const
const names = [
  'minutes',
  'limit',
  'type',
  'start',
  'end',
  'days',
  'interval',
  'cursor',
  'token',
  '__proto__',
  'a[b][c]',
] as const
const bodies = [
  '',
  '{',
  '[]',
  '{"command":"seek"}',
  '\u0000',
  '{"__proto__":{"x":1}}',
  '"'.repeat(5_000),
  '1f8b0800\u001f\u008b\u0008',
] as const
/** More than any body may be. */
const TOO_LARGE = `"${'b'.repeat(1_100_000)}"`
const headers = [
  'Content-Type: application/json',
  'Content-Type: text/html; charset=utf-7',
  'Content-Encoding: gzip',
  'Content-Encoding: br, br, br',
  'Accept: application/vnd.apache.arrow.stream',
  'Accept: ;;;q=9',
  'Accept-Encoding: gzip;q=x',
  'Authorization: Bearer',
  'Authorization: Basic \u00ff\u00fe',
  'Origin: http://localhost:5173',
  'Origin: null',
  'If-None-Match: W/"',
  'Range: bytes=9-1',
  'Idempotency-Key: x',
  'X-Correlation-ID: a b',
  'X-Forwarded-For: 1.2.3.4, ::1, garbage',
  'Expect: 100-continue',
  'Expect: the worst',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Content-Length: 3',
  'Content-Length: -3',
  'Content-Length: 99999999999999999999',
  'Host: x\r\nHost: y',
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings',
  'Sec-WebSocket-Version: 12',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: short',
  'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  'Sec-WebSocket-Protocol: ,,, \u00e9',
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99',
  'no colon here',
  ' : leading',
  'X: a\u0000b',
] as const

const target = (chance: Chance): string => {
  const path = chance.of(paths)
  switch (chance.below(6)) {
    case 0:
      return path + chance.of(values)
    case 1:
      return `${path}/${chance.of(values)}/${'x'.repeat(chance.below(3_000))}`
    case 2:
      return `http://${chance.of(values)}${path}`
    default:
      return `${path}?${chance.of(names)}=${chance.of(values)}&${chance.of(names)}=${chance.of(values)}`
  }
}

/** A request that is hardly as it should be, as bytes. Some are too large, some are no HTTP at all. */
export function badRequest(chance: Chance): Buffer {
  const kind = chance.below(12)
  if (kind === 0) return chance.bytes(1 + chance.below(300))
  if (kind === 1) return Buffer.from(`GET / HTTP/1.1\r\nX: ${'y'.repeat(chance.below(40_000))}\r\n\r\n`)
  if (kind === 2)
    return Buffer.from(
      `GET /${'z'.repeat(chance.below(30_000))} HTTP/${chance.below(4)}.${chance.below(12)}\r\n\r\n`,
    )
  const lines = Array.from({ length: chance.below(6) }, () => chance.of(headers))
  const head = [`${chance.of(methods)} ${target(chance)} HTTP/1.1`, 'Host: x', ...lines].join('\r\n')
  const body = chance.below(200) === 0 ? TOO_LARGE : chance.of(bodies)
  return Buffer.from(`${head}\r\n\r\n${body}`, chance.below(2) === 0 ? 'latin1' : 'utf8')
}
