import { type RequestHandler, Router } from 'express'
import { sendProblem } from '../problem.ts'

const upgradeNeeded: RequestHandler = ({ path }, response) => {
  response.set({ Upgrade: 'websocket', Connection: 'Upgrade' })
  const detail = `${path} is a WebSocket. A proxy before the server must pass on the headers Upgrade and Connection.`
  sendProblem(response, { status: 426, detail })
}

/**
 * Answers 426 to a plain request for a socket: it comes of a proxy that lets no upgrade through, and 404 would send who looks for the reason the
 * wrong way.
 */
export function socketPaths(channels: readonly string[]): Router {
  return Router().get(['/ws', ...channels.map((name) => `/ws/${name}`)], upgradeNeeded)
}
