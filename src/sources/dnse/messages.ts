/**
 * The messages of DNSE's OpenAPI v2 stream (2026) as they come, each with one payload (values invented). Encoding `json`.
 *
 * A WebSocket message is one JSON object: the payload itself, with its type as `T`; without `T`, as in the published samples; or
 * inside `data`, `d` or `payload`. Ids are numbers, numbers as text, short names or long ones (6, "6", "STO", "MARKET_ID_STO");
 * numbers may be text; the documents say `price` and `quantity` where the wire says `matchPrice`, `matchQtty` and `qtty`. Every
 * shape is read. What the units are stands in `units.ts`, what the times are in `times.ts`.
 *
 * @see https://developers.dnse.com.vn/docs
 */

type Numeric = number | string | null
type Id = number | string | null
type Time = { readonly Seconds: Numeric; readonly Nanos?: Numeric } | number | string

/** What nearly every message of a security carries. */
interface OfSecurity {
  readonly symbol: string
  /** 3 DVX futures, 6 STO HOSE, 7 STX HNX, 8 UPX UPCoM; 4 HCX, BDO, BDX bonds. */
  readonly marketId?: Id
  /** 2 G1 round lots, 4 G3 post-close, 5 G4 odd lots, 9 T1 and 11 T3 put-through, 12 T4 and 13 T6 odd lots of it, 1 AL all. */
  readonly boardId: Id
  /** 2 or 10 opening auction, 7 or 40 continuous, 6 or 30 closing auction, …: the number of the enumeration is not the code. */
  readonly tradingSessionId?: Id
  readonly time?: Time
  readonly transactTime?: Time
  readonly sendingTime?: Time
}

/**
 * `t`, channel `tick`, and `te`, channel `tick_extra`, which adds `side` and `avgPrice`: one execution, and the totals after it.
 *
 *     {"T":"te","marketId":"STO","boardId":"G1","isin":"VN000000XYZ1","symbol":"XYZ","matchPrice":31.2,"matchQtty":30,
 *      "side":"BUY","avgPrice":31.144,"totalVolumeTraded":584440,"grossTradeAmount":182.01386,"highestPrice":31.4,
 *      "lowestPrice":30.9,"openPrice":31.05,"tradingSessionId":"40","time":{"Seconds":1762311733,"Nanos":41000000}}
 */
interface TradeMessage extends OfSecurity {
  readonly matchPrice?: Numeric
  readonly price?: Numeric
  readonly matchQtty?: Numeric
  readonly quantity?: Numeric
  readonly totalVolumeTraded: Numeric
  /** 1 BUY, 2 SELL, 0 UNSPECIFIED. */
  readonly side?: Id
}

/** A level of a book, in `bid` and `offer`. */
export interface LevelMessage {
  readonly price: Numeric
  readonly qtty?: Numeric
  readonly quantity?: Numeric
}

/**
 * `q`, channel `top_price`: the book, 3 levels of HOSE, 10 of HNX and UPCoM.
 *
 *     {"T":"q","marketId":"STO","boardId":"G1","isin":"VN000000XYZ1","symbol":"XYZ","bid":[{"price":31.15,"qtty":2270},…],
 *      "offer":[{"price":31.2,"qtty":1420},…],"totalBidQtty":643750,"totalOfferQtty":922230,"time":{"Seconds":…,"Nanos":…}}
 */
interface QuoteMessage extends OfSecurity {
  readonly bid: readonly LevelMessage[]
  readonly offer: readonly LevelMessage[]
}

/**
 * `sd`, channel `security_definition`: the day's limits and status of a security, sent about 08:00 and not when it is subscribed to.
 *
 *     {"T":"sd","marketId":"DVX","boardId":"G1","isin":"VN41I1G20009","symbol":"41I1G2000","productGrpId":"FIO",
 *      "securityGroupId":"FU","basicPrice":2066.6,"ceilingPrice":2211.2,"floorPrice":1922.0,"openInterestQuantity":24473,
 *      "securityStatus":"NO_HALT","symbolAdminStatusCode":"NRM",…,"time":{"Seconds":1779757279,"Nanos":101000000}}
 */
interface DefinitionMessage extends OfSecurity {
  readonly basicPrice?: Numeric
  readonly ceilingPrice?: Numeric
  readonly floorPrice?: Numeric
  /** 1 HALT, 2 NO_HALT. */
  readonly securityStatus?: Id
}

/**
 * `f`, channel `foreign`: what foreigners traded today on the board, and `total…` on all boards.
 *
 *     {"T":"f","marketId":"STO","boardId":"G1","tradingSessionId":"40","symbol":"XYZ","transactTime":"030214011",
 *      "sellVolume":98700,"sellTradedAmount":3079440000,"buyVolume":41200,"buyTradedAmount":1285440000,
 *      "totalSellVolume":98716,"totalSellTradedAmount":3079939200,"totalBuyVolume":41270,"totalBuyTradedAmount":1287624000,
 *      "foreignerOrderLimitQuantity":895117300,"foreignerBuyPossibleQuantity":905117300}
 */
interface ForeignMessage extends OfSecurity {
  readonly buyVolume?: Numeric
  readonly sellVolume?: Numeric
  readonly buyTradedAmount?: Numeric
  readonly sellTradedAmount?: Numeric
  readonly totalBuyVolume?: Numeric
  readonly totalSellVolume?: Numeric
  readonly totalBuyTradedAmount?: Numeric
  readonly totalSellTradedAmount?: Numeric
  readonly foreignerBuyPossibleQuantity?: Numeric
}

/**
 * `mi`, channel `market_index`: an index, every five seconds. `contauct…` is what was matched, `blkTrd…` what was put through, and
 * `totalVolumeTraded`, `grossTradeAmount` both.
 *
 *     {"T":"mi","indexName":"VN30","changedRatio":0.51,"changedValue":8.25,"fluctuationUpIssueCount":18,
 *      "fluctuationSteadinessIssueCount":4,"fluctuationDownIssueCount":8,"fluctuationUpperLimitIssueCount":1,
 *      "fluctuationLowerLimitIssueCount":null,"priorValueIndexes":1633.02,"valueIndexes":1641.27,
 *      "contauctAccTrdVal":8911.203,"contauctAccTrdVol":318550000,"blkTrdAccTrdVal":288.117,"blkTrdAccTrdVol":9100400,
 *      "grossTradeAmount":9199.32,"totalVolumeTraded":327650400,"marketId":"STO","tradingSessionId":"40",
 *      "transactTime":"2025-11-05 03:02:15"}
 */
interface IndexMessage {
  readonly indexName: string
  readonly valueIndexes: Numeric
  readonly priorValueIndexes?: Numeric
  readonly contauctAccTrdVol?: Numeric
  readonly contauctAccTrdVal?: Numeric
  readonly totalVolumeTraded?: Numeric
  readonly grossTradeAmount?: Numeric
  readonly fluctuationUpIssueCount?: Numeric
  readonly fluctuationDownIssueCount?: Numeric
  readonly fluctuationSteadinessIssueCount?: Numeric
}

/**
 * `s`, channel `session`: a board of a product group goes on to another session. Names no security.
 *
 *     {"T":"s","marketId":"STO","boardId":"G1","eventId":"AW8","tradingSessionId":"40","tscProdGrpId":"STO",
 *      "sendingTime":{"Seconds":1762308900,"Nanos":0}}
 */
interface SessionMessage {
  readonly eventId?: Id
  readonly tscProdGrpId?: Id
}

/** What decides the kind of a message without `T`, beside fields that are read: those of kinds that tell nothing. */
interface OtherMessages {
  readonly expectedTradePrice?: Numeric
  readonly resolution?: Id
  readonly marketIndex?: unknown
  readonly order?: unknown
  readonly position?: unknown
}

/** Every field that is read, by its name on the wire. */
export type FieldName =
  | keyof TradeMessage
  | keyof QuoteMessage
  | keyof DefinitionMessage
  | keyof ForeignMessage
  | keyof IndexMessage
  | keyof SessionMessage
  | keyof OtherMessages

/** Reads a field of a message, whatever the case of its name; absent and null are `undefined`. */
export type Fields = (name: FieldName) => unknown
