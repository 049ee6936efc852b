import { ictDate } from '../../../src/domain/time.ts'
import type { Source } from '../../../src/sources/source.ts'
import { ssi } from '../../../src/sources/ssi/ssi.ts'
import { ssi3 } from '../../../src/sources/ssi3/ssi3.ts'
import { START } from './tape.ts'

/** How a source is run, whatever its version. */
export interface SourceParts {
  readonly address: string
  /** Exchange seconds in a second. */
  readonly speed: number
  readonly random: () => number
  readonly onWarning: (warning: string) => void
  /** Watches busy channels so closely that a test need not wait long. */
  readonly isWatchful?: boolean | undefined
  /** Over one connection; v3 has one in any case. */
  readonly isCombined?: boolean | undefined
  /** Tries to resume; v3 cannot. */
  readonly resumes?: boolean | undefined
  /** A connection without any sign of life is lost after so long, ms. In v2 that is the server's to say. */
  readonly deadAfter: number
}

/** A source under trial. */
export interface TriedSource {
  /** Whose books at the exchange are its own. */
  readonly client: string
  /** One of the events of each of its channels. */
  readonly kinds: readonly string[]
  readonly run: (parts: SourceParts) => Source
}

/** Within so many ms a busy channel must tell something. */
const WATCH = 1200

let keys = 0

/** The sources that meet faults, by the version of the wire that they speak. */
export const triedSources = {
  v2: (): TriedSource => ({
    client: 'source',
    // F, X-QUOTE, X-TRADE, R, MI.
    kinds: ['status', 'quote', 'last', 'foreign', 'index'],
    run: ({ address, speed, random, onWarning, isWatchful, isCombined = false, resumes = false }) =>
      ssi({
        baseUrl: address,
        streamUrl: address,
        consumerId: 'source',
        consumerSecret: 'secret',
        requestInterval: 0,
        random,
        speed,
        isQuietPhase: () => false,
        onWarning,
        combined: isCombined,
        resume: resumes,
        ...(isWatchful && { silence: WATCH, proveWithin: WATCH }),
      }),
  }),
  v3: (): TriedSource => {
    // The process keeps one session a key.
    const apiKey = `key-${(keys += 1)}`
    return {
      client: apiKey,
      kinds: ['quote', 'last', 'foreign', 'index'],
      run: ({ address, speed, random, onWarning, isWatchful, deadAfter }) =>
        ssi3({
          baseUrl: address,
          streamUrl: address,
          apiKey,
          apiSecret: 'secret',
          requestsPerSecond: 1000,
          today: () => ictDate(START),
          random,
          speed,
          isQuietPhase: () => false,
          onWarning,
          times: {
            ping: deadAfter / 4,
            silence: deadAfter,
            ...(isWatchful && { dataSilence: WATCH, proveWithin: WATCH }),
          },
        }),
    }
  },
}
