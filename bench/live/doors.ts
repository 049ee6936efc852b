import type { Door } from '../fanout/reader.ts'

type Way = Omit<Door, 'port'>

/** How a subscriber hears of the market: what changed, as the page and the client of the package ask for it, some 2 kB a state. */
export const CHANGES: Way = { path: '/ws', hello: '{"op":"subscribe","channels":["market"]}' }

/** Or the whole state each time, some 52 kB. */
export const WHOLE: Way = { path: '/ws/market' }
