/** Clients that ask over HTTP, in a process of their own. */
import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { answering } from './talk.ts'

/** What is asked, and how often. */
export interface Asking {
  readonly port: number
  readonly users: number
  /** How often each path is asked beside the others. */
  readonly paths: Readonly<Record<string, number>>
  /** Least and longest wait between an answer and the next question, ms. */
  readonly pause: readonly [number, number]
  /** Time in which all users come, and after which they stop, ms. */
  readonly ramp: number
  readonly length: number
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

/** Each user asks from an address of its own, as users do: what one address may ask is bounded. */
const addressOf = (user: number) => `127.1.${Math.floor(user / 250)}.${1 + (user % 250)}`

interface Question {
  readonly port: number
  readonly path: string
  readonly localAddress: string
}

/** The status of the answer, once all of it is there. */
const statusOf = (question: Question) =>
  new Promise<number>((resolve, reject) => {
    const request = get({ agent, host: '127.0.0.1', ...question }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', reject)
    })
    request.on('error', reject)
  })

answering({
  async run({ port, users, paths, pause: [least, most], ramp, length }: Asking) {
    const wheel = Object.entries(paths).flatMap(([path, weight]) => new Array<string>(weight).fill(path))
    const taken: Record<number, number> = {}
    const until = performance.now() + length
    let errors = 0
    let turn = 0
    const user = async (delay: number, localAddress: string) => {
      await wait(delay)
      while (performance.now() < until) {
        const began = performance.now()
        const path = wheel[turn++ % wheel.length] ?? '/'
        const status = await statusOf({ port, path, localAddress }).catch(() => 0)
        const ms = Math.ceil(performance.now() - began)
        if (status === 200) taken[ms] = (taken[ms] ?? 0) + 1
        else errors += 1
        await wait(least + Math.random() * (most - least))
      }
    }
    await Promise.all(Array.from({ length: users }, (_, i) => user((i * ramp) / users, addressOf(i))))
    return { taken, errors }
  },
})
