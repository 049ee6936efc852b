import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { asked } from '../fanout/talk.ts'
import type { Run } from '../run.ts'
import { CHANGES } from './doors.ts'
import type { CpuProfile } from './profile.ts'

/** Frames a second while it is profiled, and those that are made. */
export const PROFILED_RATE = 20_000
const SUBSCRIBERS = 20

/** A profile of the whole live path, once it is warm. */
export async function profiled({ sized }: Run): Promise<CpuProfile> {
  const feeder = await asked(new URL('./feeder.ts', import.meta.url), {
    args: [String(sized(200_000, 40_000, 4_000))],
  })
  const server = await asked(new URL('./server.ts', import.meta.url), {
    args: [await feeder.ask<string>('address')],
  })
  const clients = await asked(new URL('../fanout/clients.ts', import.meta.url))
  try {
    const port = await server.ask<number>('port')
    while (!(await server.ask<boolean>('isConnected'))) await wait(50)
    await clients.ask('open', { doors: [{ port, ...CHANGES }], count: SUBSCRIBERS })
    const [warm, seconds] = [sized(10, 2, 1), sized(10, 2, 1)]
    const sending = feeder.ask('send', { rate: PROFILED_RATE, seconds: warm + seconds })
    await wait(warm * 1_000)
    const profile = await server.ask<CpuProfile>('profile', seconds)
    await sending
    return profile
  } finally {
    const folder = await server.ask<string>('folder')
    for (const each of [clients, server, feeder]) await each.end()
    rmSync(folder, { recursive: true, force: true })
  }
}
