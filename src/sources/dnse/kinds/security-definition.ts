import type { Band, DecodedEvent, SecurityStatus, Stamp } from '../../../domain/event.ts'
import { securityStatusOf } from '../ids.ts'
import { type Message, type SecurityOf, securityOf, timeOf } from '../message.ts'
import type { Fields } from '../messages.ts'
import { definedFrom } from '../times.ts'
import { priceIn } from '../units.ts'

/**
 * The day's limits and the status of a security, of `sd` and of `GET /price/{symbol}/secdef`. Nothing when it is told at a time at which it
 * is not known for which day, see `definedFrom`; the REST answer names no time: that of its arrival counts.
 */
export function securityDefinition(message: Message): readonly DecodedEvent[] {
  const { fields, frame } = message
  const security = securityOf(message)
  const limits = limitsOf(fields, security)
  const status = securityStatusOf(fields('securityStatus'))
  const exchangeTime = definedFrom(timeOf(message) ?? frame.receivedTime)
  if (exchangeTime === undefined) return []
  const stamp: Stamp = { seq: frame.seq, exchangeTime, receivedTime: frame.receivedTime }
  const { symbol, venue } = security
  const band: Band = { kind: 'band', ...stamp, symbol, venue, ...limits }
  const told: SecurityStatus = { kind: 'status', ...stamp, symbol, venue, session: '', status: status ?? '' }
  return [...(knowsOne(limits) ? [band] : []), ...(status === undefined ? [] : [told])]
}

type Named = Pick<Band, 'reference' | 'ceiling' | 'floor'>

const limitsOf = (fields: Fields, { venue }: SecurityOf): Named => ({
  reference: priceIn(fields('basicPrice'), 'basicPrice', venue),
  ceiling: priceIn(fields('ceilingPrice'), 'ceilingPrice', venue),
  floor: priceIn(fields('floorPrice'), 'floorPrice', venue),
})

const knowsOne = (limits: Named): boolean => Object.values(limits).some((limit) => limit !== undefined)
