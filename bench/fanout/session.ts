import { setTimeout as wait } from 'node:timers/promises'
import type { Seen } from './clients.ts'
import { allSeen } from './figures.ts'
import type { Standing } from './standing.ts'
import type { Door } from './reader.ts'
import { type Asked, asked } from './talk.ts'

/** How much is measured. */
export interface Size {
  readonly clients: number
  /** Frames a second, and how many make a morning. */
  readonly rate: number
  readonly morning: number
  /** Length of a measurement, s. */
  readonly seconds: number
}

/** A server that is fed, with clients. */
export interface Session {
  readonly doors: readonly Door[]
  readonly clients: readonly Asked[]
  /** After all garbage is collected where it is to be settled. */
  readonly standing: (settled?: boolean) => Promise<Standing>
  /** What all clients see in the time of a measurement, and what the server takes meanwhile. */
  readonly measure: () => Promise<Measurement>
  readonly end: () => Promise<void>
}

/** What was seen in a stretch of time. */
export interface Measurement extends Seen {
  readonly seconds: number
  readonly frames: number
  readonly cpu: number
  readonly rss: number
}

/** Processes that the clients are in. */
const PROCESSES = 2

const clientsFile = new URL('./clients.ts', import.meta.url)
const feederFile = new URL('./feeder.ts', import.meta.url)

/** Where the clients of a session go in. */
export interface SessionOptions {
  readonly server: URL
  readonly args: readonly string[]
  readonly paths: readonly Omit<Door, 'port'>[]
  readonly size: Size
}

/** Until code is compiled, and what came meanwhile is read; a machine that is too slow for it is measured as it is. */
async function warm(standing: Session['standing']): Promise<void> {
  for (let second = 0; second < 40; second += 1) {
    await wait(1_000)
    if (second >= 3 && (await standing()).lag < 50) return
  }
}

/** Starts feeder, server and clients, and waits until all is warm. */
export async function session({ server: file, args, paths, size }: SessionOptions): Promise<Session> {
  const feeder = await asked(feederFile, {
    args: [String(size.rate), String(size.morning)],
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const server = await asked(file, { args: [...args], stdio: [feeder.child.stdout, 'inherit', 'inherit'] })
  const port = await server.ask<number>('port')
  const doors = paths.map((path) => ({ ...path, port }))
  const clients = await Promise.all(Array.from({ length: PROCESSES }, () => asked(clientsFile)))
  const standing = (settled = false) => server.ask<Standing>('standing', settled)
  const see = async () => allSeen(await Promise.all(clients.map(({ ask }) => ask<Seen>('seen'))))
  await feeder.ask('start')
  await Promise.all(clients.map(({ ask }) => ask('open', { doors, count: size.clients / PROCESSES })))
  await warm(standing)
  return {
    doors,
    clients,
    standing,
    async measure() {
      const [before] = [await standing(), await see()]
      const began = performance.now()
      await wait(size.seconds * 1_000)
      const seen = await see()
      const seconds = (performance.now() - began) / 1_000
      const { frames, cpu, rss } = await standing()
      return { ...seen, seconds, frames: frames - before.frames, cpu: cpu - before.cpu, rss }
    },
    async end() {
      for (const each of [...clients, server, feeder]) await each.end()
    },
  }
}
