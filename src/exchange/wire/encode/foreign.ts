import type { ForeignMessage, ListedSecurity } from '../../message.ts'
import { decimal, stampFields } from '../wire-format.ts'

/** Content of R: what foreigners traded today, and the room left. */
export const encodeForeign = (foreign: ForeignMessage, { venue }: ListedSecurity): string =>
  `{"RType":"R",${stampFields(foreign.time)},"Isin":"${foreign.symbol}","Symbol":"${foreign.symbol}",` +
  `"TotalRoom":${decimal(foreign.totalRoom)},"CurrentRoom":${decimal(foreign.currentRoom)},` +
  `"BuyVol":${decimal(foreign.buyVolume)},"SellVol":${decimal(foreign.sellVolume)},` +
  `"BuyVal":${decimal(foreign.buyValue)},"SellVal":${decimal(foreign.sellValue)},` +
  `"MarketId":"${venue}","Exchange":"${venue}"}`
