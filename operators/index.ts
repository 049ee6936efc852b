export { activeBasis } from './active-basis.ts'
export { activeContract, type ActiveContractOptions } from './active-contract.ts'
export { atr } from './atr.ts'
export { bandMismatch } from './band-mismatch.ts'
export { bands } from './bands.ts'
export { bars, type BarsOptions } from './bars.ts'
export { basis, type BasisOptions } from './basis.ts'
export { basisFlip } from './basis-flip.ts'
export { type Bollinger, bollinger, type BollingerOptions } from './bollinger.ts'
export { bookImbalance, type BookImbalance, type BookImbalanceOptions } from './book-imbalance.ts'
export { type Breadth, breadth, type Universe } from './breadth.ts'
export { breakout } from './breakout.ts'
export { type CandlePattern, candlePatterns, type CandlePatternsOptions } from './candle-patterns.ts'
export { classify, type ClassifyOptions } from './classify.ts'
export { conflate } from './conflate.ts'
export { type Convergence, convergence, type ConvergenceOptions } from './convergence.ts'
export { coolDown, type CoolDownOptions } from './cool-down.ts'
export { dated } from './dated.ts'
export { type Delta, delta } from './delta.ts'
export { deltaSpeed, type DeltaSpeedOptions } from './delta-speed.ts'
export { type Depth, depth, type DepthOptions } from './depth.ts'
export { ema } from './ema.ts'
export { type FairBasis, fairBasis, type FairBasisOptions, type IndexDividend } from './fair-basis.ts'
export { type FlowSpeed, flowSpeed, type FlowSpeedOptions } from './flow-speed.ts'
export { foreignAcceleration, type ForeignAccelerationOptions } from './foreign-acceleration.ts'
export { gaps } from './gaps.ts'
export {
  type IndexContribution,
  indexContribution,
  type IndexContributionOptions,
  type MemberShares,
} from './index-contribution.ts'
export { indexTrack, type IndexTrackOptions } from './index-track.ts'
export {
  type CatalogueOptions,
  indicator,
  type IndicatorName,
  type IndicatorParams,
  type IndicatorResult,
} from './indicator.ts'
export { known } from './known.ts'
export { type Macd, macd, type MacdOptions } from './macd.ts'
export { type Microprice, microprice } from './microprice.ts'
export { missedMinutes, type MissedMinutes, type MissedMinutesOptions } from './missed-minutes.ts'
export { obv } from './obv.ts'
export { ofKind } from './of-kind.ts'
export { openingRange, type OpeningRangeOptions, type RangeBreak } from './opening-range.ts'
export { placed } from './placed.ts'
export { type PutThroughFlow, putThroughFlow } from './put-through-flow.ts'
export { reconnect, type ReconnectOptions } from './reconnect.ts'
export { type RobustSpike, robustSpike, type RobustSpikeOptions } from './robust-spike.ts'
export { rsi } from './rsi.ts'
export { type SectorFlow, sectorFlow } from './sector-flow.ts'
export { type SessionBreak, sessionBreak, type SessionBreakOptions } from './session-break.ts'
export { sessionStats } from './session-stats.ts'
export { type BarMeasure, type SizedBar, sizedBars } from './sized-bars.ts'
export { sma } from './sma.ts'
export { spike, type SpikeOptions } from './spike.ts'
export { type Spread, spread } from './spread.ts'
export { stale, type Staleness, type StaleOptions } from './stale.ts'
export type { Indication, IndicatorOptions } from './state/on-bars.ts'
export { type Stochastic, stochastic, type StochasticOptions } from './stochastic.ts'
export {
  type ProfileLevel,
  type VolumeProfile,
  volumeProfile,
  type VolumeProfileOptions,
} from './volume-profile.ts'
export { type Vwap, vwap } from './vwap.ts'
