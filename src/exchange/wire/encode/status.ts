import type { ListedSecurity, StatusMessage } from '../../message.ts'
import { stampFields } from '../wire-format.ts'

/** Content of F: a security's session. All trade normally on the simulated exchange. */
export const encodeStatus = ({ time, symbol, session }: StatusMessage, { venue }: ListedSecurity): string =>
  `{"RType":"F","MarketId":"${venue}",${stampFields(time)},"Symbol":"${symbol}","TradingSession":"${session}",` +
  `"TradingStatus":"N","Exchange":"${venue}","TradingOlSession":""}`
