import type { WebSocket } from 'ws'
import type { StatusJson } from '../domain/index.ts'
import type { Audiences, Channel } from './audience.ts'
import type { Views } from './views.ts'

/** What a welcome is made of. */
export interface WelcomeParts {
  readonly views: Views
  readonly audiences: Audiences
  /** Told of what should not happen. */
  readonly onError: (error: unknown) => void
}

function statusOf(views: Views): string {
  const feed = views.feed()
  const status: StatusJson = { type: 'status', connected: feed.connected, feed }
  return JSON.stringify(status)
}

/** The present state of a channel; undefined where there is none. */
function stateOf(channel: Channel, views: Views): string | undefined {
  if (channel === 'market') return JSON.stringify(views.snapshot())
  if (channel === 'index') return JSON.stringify(views.indices())
  if (channel !== 'foreign') return undefined
  const { summary } = views.foreign()
  return summary === null ? undefined : JSON.stringify(summary)
}

/**
 * Makes the function that brings a new socket into a channel's audience. The state is taken and the socket joined in
 * one go, so that no message falls between the two.
 */
export const makeWelcome =
  ({ views, audiences, onError }: WelcomeParts) =>
  (socket: WebSocket, channel: Channel): void => {
    // `ws` closes the socket after an error by itself; 'close' follows and frees what it held.
    socket.on('error', () => undefined)
    try {
      audiences[channel]?.join(socket, statusOf(views), stateOf(channel, views))
    } catch (error) {
      onError(error)
      socket.close(1011, 'The state could not be made.')
    }
  }
