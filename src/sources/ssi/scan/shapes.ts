import { type Shape, shape } from '../../scan/shape.ts'
import { target } from '../../scan/target.ts'
import { FIELD_NAMES, PLACES } from '../values.ts'

const levels = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `${name}${n}`))

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const TRADE =
  words(`RType TradingDate Time Isin Symbol Ceiling Floor RefPrice AvgPrice PriorVal LastPrice LastVol TotalVal TotalVol
  MarketId Exchange TradingSession TradingStatus Change RatioChange EstMatchedPrice Highest Lowest Side`)

/** The keys of each kind in the order in which the feed writes them, also those that nobody reads. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  F: words('RType MarketId TradingDate Time Symbol TradingSession TradingStatus Exchange TradingOlSession'),
  X: [
    ...words(`RType TradingDate Time Isin Symbol Ceiling Floor RefPrice Open High Low Close AvgPrice PriorVal LastPrice LastVol
      TotalVal TotalVol`),
    ...levels('BidPrice', 'BidVol', 'AskPrice', 'AskVol'),
    ...words(
      'MarketId Exchange TradingSession TradingStatus Change RatioChange EstMatchedPrice Side CloseQtty',
    ),
  ],
  'X-QUOTE': [
    ...words('TradingDate Time Exchange Symbol RType'),
    ...levels('AskPrice', 'AskVol', 'BidPrice', 'BidVol'),
    'TradingSession',
  ],
  'X-TRADE': TRADE,
  R: words(
    `RType TradingDate Time Isin Symbol TotalRoom CurrentRoom BuyVol SellVol BuyVal SellVal MarketId Exchange`,
  ),
  MI: words(`IndexId IndexValue PriorIndexValue TradingDate Time TotalTrade TotalQtty TotalValue IndexName Advances NoChanges Declines
    Ceilings Floors Change RatioChange TotalQttyPt TotalValuePt Exchange AllQty AllValue IndexType TradingSession MarketId RType
    TotalQttyOd TotalValueOd`),
  B: words('RType TradingDate Time Symbol Open High Low Close Volume Value'),
}

/** Where the values of a content go. */
export const content = target(FIELD_NAMES.length)

/** How the content came: as text, or as the object itself. */
export interface Shapes {
  readonly text: Shape
  readonly object: Shape
}

const shapesOf = (order: readonly string[]): Shapes => ({
  text: shape({ into: content, quote: '\\"', order, places: PLACES }),
  object: shape({ into: content, quote: '"', order, places: PLACES }),
})

/** The shapes of a kind's content, by its DataType. */
export const SHAPES: ReadonlyMap<string, Shapes> = new Map(
  Object.entries(ORDERS).map(([kind, order]) => [kind, shapesOf(order)]),
)

/** The shapes of a content whose kind is not known yet. */
export const NO_ORDER = shapesOf([])
