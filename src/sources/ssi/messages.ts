/**
 * The messages of SSI FastConnect Data v2 as they come, each with one payload (values invented).
 *
 * A Broadcast carries one string, JSON of `{"DataType":"X-TRADE","Content":"{\"RType\":\"X-TRADE\",…}"}`: the content is
 * JSON once more. Prices are VND (futures and indices: points), volumes single shares or contracts, values VND, times
 * those of Vietnam. Names vary in case, numbers may come as strings, and everything may be null.
 *
 * @see https://guide.ssi.com.vn/ssi-products/fastconnect-data/streaming-data
 */

/** A number as the feed writes one: `31200.0` on the stream, `"31200"` on REST and in old quotes. */
type Numeric = number | string | null
type Text = string | null
type LevelNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

/** What nearly every message carries. */
interface Common {
  /** The kind of message; `Rtype` in places. */
  readonly RType?: Text
  /** `05/11/2025` */
  readonly TradingDate: string
  /** `10:02:13`, no milliseconds; `TradingTime` in older shapes. */
  readonly Time?: Text
  readonly TradingTime?: Text
  /** HOSE, HNX, UPCOM, DER or DERIVATIVES. */
  readonly Exchange?: Text
  /** As `Exchange`, also HNXBOND. */
  readonly MarketId?: Text
}

interface OfSecurity extends Common {
  readonly Symbol: string
  /** Repeats the symbol: never a real ISIN. */
  readonly Isin?: Text
}

/**
 * Channel F: a security's session and status.
 *
 *     {"RType":"F","MarketId":"HOSE","TradingDate":"05/11/2025","Time":"09:15:02","Symbol":"SSI","TradingSession":"LO",
 *      "TradingStatus":"N","Exchange":"HOSE","TradingOlSession":""}
 */
interface StatusContent extends OfSecurity {
  readonly TradingSession?: Text
  readonly TradingStatus?: Text
}

type Levels = Readonly<Partial<Record<`${'Bid' | 'Ask'}${'Price' | 'Vol'}${LevelNumber}`, Numeric>>>

/**
 * Channel X-QUOTE: the best levels, unused ones 0. In an auction level 1 may have price 0: interest without a price.
 * The older shape says `RType` "Quote", `TradingTime`, `StockType` ("Future") and gives volumes as strings.
 *
 *     {"TradingDate":"05/11/2025","Time":"10:02:12","Exchange":"HOSE","Symbol":"SSI","RType":"X-QUOTE",
 *      "AskPrice1":31200.0,…,"AskVol1":14200.0,…,"BidPrice1":31150.0,…,"BidVol1":22700.0,…,"TradingSession":"LO"}
 */
interface QuoteContent extends OfSecurity, Levels {
  readonly StockNo?: Numeric
  readonly StockType?: Text
  readonly TradingSession?: Text
}

/**
 * Channel X-TRADE: the last trade and the day's totals; older `RType` "Trade".
 *
 *     {"RType":"X-TRADE","TradingDate":"05/11/2025","Time":"10:02:13","Isin":"SSI","Symbol":"SSI","Ceiling":33150.0,
 *      "Floor":28850.0,"RefPrice":31000.0,"AvgPrice":31143.9,"PriorVal":31000.0,"LastPrice":31200.0,"LastVol":300.0,
 *      "TotalVal":182013860000.0,"TotalVol":5844400.0,"MarketId":"HOSE","Exchange":"HOSE","TradingSession":"LO",
 *      "TradingStatus":"N","Change":200.0,"RatioChange":0.65,"EstMatchedPrice":0.0,"Highest":31400,"Lowest":30900,"Side":"BU"}
 */
interface TradeContent extends OfSecurity {
  readonly Ceiling?: Numeric
  readonly Floor?: Numeric
  readonly RefPrice?: Numeric
  readonly LastPrice?: Numeric
  readonly LastVol?: Numeric
  readonly TotalVol: Numeric
  readonly TradingSession?: Text
  /** Projected price of a running auction, else 0. */
  readonly EstMatchedPrice?: Numeric
  /** "BU" buyer-initiated, "SD" seller-initiated, anything else unknown. */
  readonly Side?: Text
}

/**
 * Channel X: trade and quote in one, sent when either changes.
 *
 *     {"RType":"X","TradingDate":"05/11/2025","Time":"10:02:13","Isin":"SSI","Symbol":"SSI","Ceiling":33150.0,…,
 *      "LastPrice":31200.0,"LastVol":300.0,…,"BidPrice1":31150.0,…,"AskVol10":0.0,…,"Side":null,"CloseQtty":0.0}
 */
interface CombinedContent extends TradeContent, Levels {}

/**
 * Channel R: foreign totals of the day and the room left; `FBuyVol` … in the documents. On HOSE the values are
 * volume × last price.
 *
 *     {"RType":"R","TradingDate":"05/11/2025","Time":"10:02:14","Isin":"SSI","Symbol":"SSI","TotalRoom":1900000000.0,
 *      "CurrentRoom":905117300.0,"BuyVol":41200.0,"SellVol":98700.0,"BuyVal":1285440000.0,"SellVal":3079440000.0,
 *      "MarketId":"HOSE","Exchange":"HOSE"}
 */
interface ForeignContent extends OfSecurity {
  readonly TotalRoom?: Numeric
  readonly CurrentRoom?: Numeric
  readonly BuyVol?: Numeric
  readonly SellVol?: Numeric
  readonly BuyVal?: Numeric
  readonly SellVal?: Numeric
  readonly FBuyVol?: Numeric
  readonly FSellVol?: Numeric
  readonly FBuyVal?: Numeric
  readonly FSellVal?: Numeric
}

/**
 * Channel MI: an index. Has no symbol; its key is `IndexId`. Values ≤ 0 stand for "not computed yet".
 *
 *     {"IndexId":"VN30","IndexValue":1641.27,"PriorIndexValue":1633.02,"TradingDate":"05/11/2025","Time":"10:02:15",
 *      "TotalTrade":0.0,"TotalQtty":318550000.0,"TotalValue":8911203000000.0,"IndexName":"VN30","Advances":18,
 *      "NoChanges":4,"Declines":8,…,"TradingSession":null,"MarketId":null,"RType":"MI",…}
 */
interface IndexContent extends Common {
  readonly IndexId: string
  readonly IndexValue: Numeric
  readonly PriorIndexValue?: Numeric
  readonly TotalQtty: Numeric
  readonly TotalValue: Numeric
  /** `TotalValue` in older shapes. */
  readonly TotalVal?: Numeric
  readonly Advances: Numeric
  readonly NoChanges: Numeric
  readonly Declines: Numeric
}

/** Every field that is read, as documented. */
export type FieldName =
  keyof StatusContent | keyof QuoteContent | keyof CombinedContent | keyof ForeignContent | keyof IndexContent
