import { once } from 'node:events'
import { createServer, type Server as Listener } from 'node:net'

const reasons: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} on ${host} is in use. Stop the program that holds it, or choose another with --port or APP_PORT (0 = any).`,
  EACCES: (port) => `Port ${port} needs rights that this program does not have. Choose one above 1023.`,
  EADDRNOTAVAIL: (_port, host) =>
    `${host} is not an address of this machine. Set APP_HOST to 127.0.0.1, or to 0.0.0.0 for all its addresses.`,
  ENOTFOUND: (_port, host) =>
    `${host} is not a name of this machine. Set APP_HOST to 127.0.0.1, or to 0.0.0.0 for all its addresses.`,
}

/** Opens a port. Fails with one line that says what is wrong and what to do. */
export async function listen(
  server: Listener,
  port: number,
  host: string,
): Promise<{ readonly port: number }> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const reason =
      reasons[code]?.(port, host) ?? `Port ${port} on ${host} cannot be opened: ${String(cause)}.`
    throw new Error(reason, { cause })
  }
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : port }
}

/** Fails as `listen` does where a port cannot be opened, and opens none: for who has much to do before. */
export async function assertFree(port: number, host: string): Promise<void> {
  const trial = createServer()
  await listen(trial, port, host)
  trial.close()
  await once(trial, 'close')
}
