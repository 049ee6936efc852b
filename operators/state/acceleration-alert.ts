import type { Vnd } from '../../src/domain/money.ts'
import type { Alert, ForeignFlow } from '../../src/domain/outputs.ts'
import { billionsText, numberText, rounded } from './words.ts'

/** The net value of now, and the one it is compared with. */
interface Comparison {
  readonly net: Vnd
  readonly then: Vnd
  readonly lag: number
}

/** Tells that the net value that foreigners bought or sold changed much, and that it is estimated: no feed tells at which prices they traded. */
export function accelerationAlert(flow: ForeignFlow, { net, then, lag }: Comparison): Alert {
  const direction = net > then ? 'buying' : 'selling'
  const change = rounded((Math.abs(net - then) / Math.abs(then)) * 100, 3)
  return {
    kind: 'alert',
    seq: flow.seq,
    exchangeTime: flow.exchangeTime,
    receivedTime: flow.receivedTime,
    symbol: flow.symbol,
    alertType: 'foreign_acceleration',
    severity: 'warning',
    message:
      `${flow.symbol}: foreigners are ${direction} faster, their estimated net value went from ${billionsText(then)} ` +
      `to ${billionsText(net)} in ${numberText(lag / 60_000)} minutes (${numberText(change)} %)`,
    direction,
    data: { net_value: net, prev_value: then, change_pct: change, direction },
  }
}
