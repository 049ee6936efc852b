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
  price,
  quote,
  rejected,
  securities,
  status,
  trade,
} from './make.ts'
export { marbles } from './marbles.ts'
