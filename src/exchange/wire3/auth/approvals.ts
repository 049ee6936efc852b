import { randomUUID } from 'node:crypto'
import type { Instant } from '../../../domain/time.ts'
import type { Fault } from '../reply.ts'

/** What the owner of a Smart OTP app does with a login that it shows. */
export interface SmartOtp {
  /** Time till the owner answers, ms. */
  readonly after: number
  /** `approve` unless said. */
  readonly answer?: 'approve' | 'refuse'
}

/** Logins that wait for their owner's approval. */
export interface Approvals {
  /** Shows a login to its owner; gives the id of the transaction. */
  ask(apiKey: string): string
  /** `undefined` when the owner has approved, else why there is no token. An approved transaction is good for one. */
  check(transactionId: string, apiKey: string): Fault | undefined
}

/** Time that an app shows a login, ms. */
const SHOWN = 30_000

interface Transaction {
  readonly apiKey: string
  readonly askedAt: Instant
}

/** Approvals that come, or are refused, a given time after they are asked for; one that nobody answered in 30 s is forgotten. */
export function approvals({ after, answer = 'approve' }: SmartOtp, now: () => Instant): Approvals {
  const transactions = new Map<string, Transaction>()

  const stateOf = ({ askedAt }: Transaction): Fault | undefined => {
    const passed = now() - askedAt
    if (passed < Math.min(after, SHOWN)) return 'pending'
    if (after >= SHOWN) return 'noSuchTransaction'
    return answer === 'refuse' ? 'refusedByUser' : undefined
  }
  return {
    ask(apiKey) {
      const id = randomUUID()
      transactions.set(id, { apiKey, askedAt: now() })
      return id
    },
    check(transactionId, apiKey) {
      const transaction = transactions.get(transactionId)
      if (!transaction) return 'noSuchTransaction'
      if (transaction.apiKey !== apiKey) return 'foreignTransaction'
      const state = stateOf(transaction)
      if (state !== 'pending') transactions.delete(transactionId)
      return state
    },
  }
}
