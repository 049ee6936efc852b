import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { flawOf, goodAnswer, type RestAnswer } from './fake-rest.ts'
import { fakeStream, type StreamScript } from './fake-stream.ts'
import type { Content } from './samples.ts'

/** What a test answers itself. */
export interface Script extends StreamScript {
  /** The answer of REST; `undefined` for the one that all is well with. `nth`: of requests for this path, from 1. */
  readonly rest?: (path: string, query: URLSearchParams, nth: number) => RestAnswer | undefined
}

/** DNSE's REST and stream, on one port, as the reference describes them; a test may let it answer otherwise. `at`: the port, any when 0. */
export async function fakeDnse(script: Script = {}, at = 0) {
  /** Every REST request so far, its path with the query. */
  const requests: string[] = []
  /** What a client did that DNSE does not take. */
  const flaws: string[] = []
  const nonces = new Set<string>()

  function answerOf(request: IncomingMessage): RestAnswer {
    const { pathname, search, searchParams } = new URL(request.url ?? '', 'http://fake')
    requests.push(pathname + search)
    const flaw = flawOf(request, nonces, script.now?.() ?? Date.now())
    if (flaw !== undefined) {
      flaws.push(`${pathname}: ${flaw}`)
      return { status: 401, body: { status: 401, code: 'OA-001', message: `bad ${flaw}` } }
    }
    const nth = requests.filter((url) => url.split('?')[0] === pathname).length
    return script.rest?.(pathname, searchParams, nth) ?? goodAnswer(pathname, searchParams)
  }
  const server = createServer((request, response) => {
    const { status = 200, headers = {}, body } = answerOf(request)
    response.writeHead(status, headers)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const connections = fakeStream(server, script, flaws)
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const open = () => connections.filter(({ socket }) => socket.readyState === socket.OPEN)

  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    connections,
    flaws,
    open,
    /** Sends a message over every open connection. */
    say(message: Content | string) {
      const text = typeof message === 'string' ? message : JSON.stringify(message)
      for (const { socket } of open()) socket.send(text)
    },
    close() {
      for (const { socket } of connections) socket.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}
