import { expect, it } from 'vitest'
import { makeTickets, TICKET_LIFE } from '../../../src/server/socket/tickets.ts'

function tickets() {
  const clock = { now: 1_000 }
  return { clock, ...makeTickets(() => clock.now) }
}

it('opens once, with the role of who asked for it', () => {
  const { issue, redeem } = tickets()
  const ticket = issue('trade')
  expect(ticket).toMatch(/^[\w-]{32}$/)
  expect([redeem('other'), redeem(ticket), redeem(ticket)]).toEqual([undefined, 'trade', undefined])
})

it('opens while it lives, and not after', () => {
  const { clock, issue, redeem } = tickets()
  const [first, second] = [issue('read'), issue('read')]
  clock.now += TICKET_LIFE - 1
  expect(redeem(first)).toBe('read')
  clock.now += 1
  expect(redeem(second)).toBeUndefined()
})

it('keeps so many at most: the oldest go', () => {
  const { issue, redeem } = tickets()
  const oldest = issue('read')
  const issued = Array.from({ length: 10_000 }, () => issue('read'))
  expect(redeem(oldest)).toBeUndefined()
  expect(issued.every((ticket) => redeem(ticket) === 'read')).toBe(true)
})
