import type { SessionStats } from '../outputs.ts'
import { isoIct } from '../time.ts'
import type { SessionStatsJson } from '../wire.ts'
import { breakdownJson } from './breakdown.ts'

/** Running totals of a security, whole and by part of the day; they add up. */
export const sessionJson = (stats: SessionStats): SessionStatsJson => ({
  symbol: stats.symbol,
  ...breakdownJson(stats),
  last_updated: isoIct(stats.exchangeTime),
  ato: breakdownJson(stats.parts.ato),
  continuous: breakdownJson(stats.parts.continuous),
  atc: breakdownJson(stats.parts.atc),
  putThrough: breakdownJson(stats.parts.putThrough),
  other: breakdownJson(stats.parts.other),
  gap: breakdownJson(stats.parts.gap),
})
