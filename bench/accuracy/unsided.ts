import type { ClassifiedTrade, Trade } from '../../src/domain/event.ts'

/** A trade as it was before its aggressor was decided, with no more of a side than `feedSide` names. */
export function unsided(trade: ClassifiedTrade, feedSide?: Trade['feedSide']): Trade {
  const rest: Partial<ClassifiedTrade> = { ...trade, feedSide }
  for (const decided of ['side', 'basis', 'bid', 'ask'] as const) Reflect.deleteProperty(rest, decided)
  return rest as Trade
}
