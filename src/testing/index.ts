export {
  eventsAt,
  type ExchangeMarbleOptions,
  exchangeMarbles,
  exchangeTimeText,
} from './exchange-marbles.ts'
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
  quote,
  rejected,
  securities,
  status,
  trade,
} from './make.ts'
export { marbles } from './marbles.ts'
export { type PipelineTest, rowsOf, testPipeline } from './test-pipeline.ts'
export { type VirtualPromises, virtualPromises } from './virtual-promises.ts'
