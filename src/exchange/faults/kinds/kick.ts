import { faultKind } from '../fault-kind.ts'

/**
 * Each client logs in somewhere else, and so loses its session and its connections here. While it lasts, every further login does the
 * same to the ones before it.
 */
export const kick = faultKind({
  kind: 'kick',
  lasts: 0,
  mustBegin: false,
  fields: {},
  enter(_settings, { lines, sessions }) {
    const loggedIn = (client: string): void => {
      sessions.revokeTokens(client)
      for (const line of lines()) if (line.client === client) line.cut()
    }
    return {
      begins: () => new Set(lines().map(({ client }) => client)).forEach(loggedIn),
      loggedIn,
    }
  },
})
