/** An answer that was given, as far as it is given again. */
export interface KeptAnswer {
  readonly status: number
  readonly type: string | undefined
  readonly body: Buffer
}

/** A request that was made, and what it was answered; no answer while it is being made. */
export interface Kept {
  /** Of its body. */
  readonly hash: string
  readonly until: number
  answer?: KeptAnswer
}

/** How long and how much is remembered. */
const DAY = 86_400_000
const MOST_BYTES = 16 << 20
const MOST = 10_000

/** Answers to requests that may be made again, for a day; of more than 10,000, or 16 MB, the oldest are forgotten. */
export function keptAnswers(now: () => number) {
  const kept = new Map<string, Kept>()
  let bytes = 0

  const drop = (key: string) => {
    bytes -= kept.get(key)?.answer?.body.length ?? 0
    kept.delete(key)
  }
  function forget(): void {
    const time = now()
    for (const [key, { until, answer }] of kept) {
      const isTooMuch = kept.size > MOST || bytes > MOST_BYTES
      if (until > time && !isTooMuch) return
      // What is being made must not be made twice.
      if (answer) drop(key)
    }
  }

  return {
    get(key: string): Readonly<Kept> | undefined {
      forget()
      return kept.get(key)
    },
    begin(key: string, hash: string): void {
      kept.set(key, { hash, until: now() + DAY })
    },
    /** Without an answer the request may be made anew. */
    end(key: string, answer: KeptAnswer | undefined): void {
      const entry = kept.get(key)
      if (!entry) return
      if (!answer) {
        drop(key)
        return
      }
      entry.answer = answer
      bytes += answer.body.length
      forget()
    },
  }
}
