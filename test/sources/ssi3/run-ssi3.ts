import type { Subscription } from 'rxjs'
import { afterEach } from 'vitest'
import type { RawFrame } from '../../../src/domain/frame.ts'
import { ssi3, type Ssi3Options } from '../../../src/sources/ssi3/ssi3.ts'
import { type Dialogue, fakeSsi3, type Script } from './fake-ssi3.ts'

type Fake = Awaited<ReturnType<typeof fakeSsi3>>

const running: Subscription[] = []
const fakes: Fake[] = []

/** Ends, after each test of the file that calls it, what the test began. */
export function stopAfterEach() {
  afterEach(() => {
    for (const subscription of running.splice(0)) subscription.unsubscribe()
    for (const fake of fakes.splice(0)) fake.close()
  })
}

let keys = 0

/** The source's options for a far side. */
export const optionsOf = (address: string, more: Partial<Ssi3Options> = {}): Ssi3Options => ({
  baseUrl: address,
  streamUrl: address,
  // The process keeps one session a key: each test has its own.
  apiKey: `key-of-test-${(keys += 1)}`,
  apiSecret: 'top-secret-9f8e',
  requestsPerSecond: 1000,
  random: () => 0.01,
  ...more,
})

/** A far side that goes by a script. */
export async function started(script?: Script, dialogue?: Dialogue): Promise<Fake> {
  const fake = await fakeSsi3(script, dialogue)
  fakes.push(fake)
  return fake
}

/** Runs the source, and keeps what it gives and says. */
export function run(options: Ssi3Options) {
  const batches: (readonly RawFrame[])[] = []
  const warnings: string[] = []
  const errors: unknown[] = []
  const subscription = ssi3({ onWarning: (text) => warnings.push(text), ...options }).subscribe({
    next: (batch) => batches.push(batch),
    error: (error: unknown) => errors.push(error),
  })
  running.push(subscription)
  const texts = (source: string) =>
    batches
      .flat()
      .filter((frame) => frame.source === source)
      .map((frame) => frame.text)
  const links = () => texts('link').map((text) => JSON.parse(text) as { state: string; reason: string })
  return { batches, warnings, errors, subscription, texts, links, states: () => links().map((l) => l.state) }
}

/** Topics enough for most tests. */
export const FEW = ['trade.FPT', 'quote.FPT']

/** A far side that goes by a script, and the source that speaks to it. */
export async function runFake(
  script?: Script,
  dialogue?: Dialogue,
  more: Partial<Ssi3Options> = {},
): Promise<{ fake: Fake } & ReturnType<typeof run>> {
  const fake = await started(script, dialogue)
  return { fake, ...run(optionsOf(fake.address, { topics: FEW, ...more })) }
}
