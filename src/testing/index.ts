export { asOperator } from './as-operator.ts'
export {
  eventsAt,
  type ExchangeMarbleOptions,
  exchangeMarbles,
  exchangeTimeText,
} from './exchange-marbles.ts'
export { golden, type GoldenOptions } from './golden.ts'
export { type GoldenReplay, goldenReplay } from './golden-replay.ts'
export { looksAtNothingLater, sameFromSnapshot, sameInAnyChunks } from './laws.ts'
export {
  at,
  band,
  classifiedTrade,
  clock,
  connection,
  foreign,
  gap,
  index,
  last,
  members,
  minuteBar,
  price,
  putThrough,
  quote,
  rejected,
  securities,
  status,
  trade,
} from './make.ts'
export { marbles } from './marbles.ts'
export { marketEvents, type MarketEventOptions, marketQuotes, marketTrades } from './market-events.ts'
export { type PipelineTest, rowsOf, testPipeline } from './test-pipeline.ts'
export { type VirtualPromises, virtualPromises } from './virtual-promises.ts'
