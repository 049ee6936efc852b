import { basisJson } from '../../src/domain/emitted/basis.ts'
import type { ClassifiedTrade, Quote } from '../../src/domain/event.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import type { Basis, SessionStats } from '../../src/domain/outputs.ts'
import { type Instant, isoIct } from '../../src/domain/time.ts'
import type { BasisPointJson, DerivativesJson } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'
import { isLast, lastPriceJson } from './prices.ts'
import { remembered } from './remembered.ts'

const BUCKET = 5_000
/** The longest trend that can be asked for. */
const TREND = 120 * 60_000

interface Contract {
  readonly symbol: string
  trade: ClassifiedTrade | undefined
  volume: number
  quote: Quote | undefined
  basis: Basis | undefined
  /** Last basis of each five seconds, oldest first, over at least the longest trend. */
  readonly trend: { start: Instant; basis: Basis }[]
}

function follow(trend: Contract['trend'], basis: Basis) {
  const start = basis.exchangeTime - (basis.exchangeTime % BUCKET)
  const last = trend.at(-1)
  if (last && last.start >= start) last.basis = basis
  else trend.push({ start, basis })
  if (trend.length > (2 * TREND) / BUCKET) trend.splice(0, TREND / BUCKET)
}

/** The futures today. */
export interface FuturesBoard extends Part {
  /** The active contract, with its own basis; `null` before its first trade of the day. */
  active(referenceOf: (symbol: string) => Price | undefined): DerivativesJson | null
  /** Its basis over the last `minutes` of exchange time, oldest first. */
  trend(minutes: number): readonly BasisPointJson[]
}

/** Keeps last trade, book, volume, basis and trend of each future that `isFuture` knows. */
export function futuresBoard(isFuture: (symbol: string) => boolean): FuturesBoard {
  const kept = {
    contracts: new Map<string, Contract>(),
    activeSymbol: undefined as string | undefined,
  }
  const shown = remembered<string, DerivativesJson>()
  const active = () => (kept.activeSymbol === undefined ? undefined : kept.contracts.get(kept.activeSymbol))
  return {
    ...recordState(kept),
    apply(output) {
      if (output.kind === 'trade' || output.kind === 'quote' || output.kind === 'session') {
        if (isFuture(output.symbol)) take(contractOf(kept.contracts, output.symbol), output)
      } else if (output.kind === 'activeFuture') kept.activeSymbol = output.symbol
      else if (output.kind === 'basis') {
        const contract = contractOf(kept.contracts, output.symbol)
        contract.basis = output
        follow(contract.trend, output)
      }
    },
    // The active contract stays the active one over night.
    clear() {
      kept.contracts.clear()
      shown.clear()
    },
    active(referenceOf) {
      const contract = active()
      if (!contract?.trade) return null
      const { symbol, trade, volume, quote, basis } = contract
      const reference = referenceOf(symbol)
      return shown.of(symbol, [trade, volume, quote, basis, reference], () =>
        derivativesJson(contract, trade, reference),
      )
    },
    trend(minutes) {
      const points = active()?.trend ?? []
      const since = (points.at(-1)?.start ?? 0) - minutes * 60_000
      return points.filter(({ start }) => start > since).map(({ basis }) => basisJson(basis))
    },
  }
}

function contractOf(contracts: Map<string, Contract>, symbol: string): Contract {
  let contract = contracts.get(symbol)
  if (!contract) {
    contract = { symbol, trade: undefined, volume: 0, quote: undefined, basis: undefined, trend: [] }
    contracts.set(symbol, contract)
  }
  return contract
}

function take(contract: Contract, output: ClassifiedTrade | Quote | SessionStats) {
  if (output.kind === 'trade') {
    if (isLast(output, !contract.trade)) contract.trade = output
  } else if (output.kind === 'quote') contract.quote = output
  else contract.volume = output.totalVolume
}

function derivativesJson(
  contract: Contract,
  trade: ClassifiedTrade,
  reference: Price | undefined,
): DerivativesJson {
  return {
    symbol: trade.symbol,
    ...lastPriceJson(trade.price, reference),
    volume: contract.volume,
    ...bestJson(contract.quote),
    ...premiumJson(contract.basis),
    last_updated: isoIct(trade.exchangeTime),
  }
}

function bestJson(quote: Quote | undefined) {
  const bid = quote?.bids[0]?.price
  const ask = quote?.asks[0]?.price
  return {
    ...(bid !== undefined && { bid_price: decimalOf(bid) }),
    ...(ask !== undefined && { ask_price: decimalOf(ask) }),
  }
}

/** Without a basis nobody knows whether it is at a premium. */
function premiumJson(basis: Basis | undefined) {
  if (!basis) return { is_premium: null }
  const { basis: points, basis_pct, state, is_premium } = basisJson(basis)
  return { basis: points, basis_pct, state, is_premium }
}
