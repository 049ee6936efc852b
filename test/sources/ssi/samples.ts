import type { Frame } from '../../../src/domain/frame.ts'

/** Messages as SSI's documents and captures shape them; the values are invented. */
export const samples = {
  F: '{"RType":"F","MarketId":"HOSE","TradingDate":"05/11/2025","Time":"09:15:02","Symbol":"SSI","TradingSession":"LO","TradingStatus":"N","Exchange":"HOSE","TradingOlSession":""}',
  'X-QUOTE':
    '{"TradingDate":"05/11/2025","Time":"10:02:12","Exchange":"HOSE","Symbol":"SSI","RType":"X-QUOTE","AskPrice1":31200.0,"AskPrice2":31250.0,"AskPrice3":31300.0,"AskPrice4":0.0,"AskPrice5":0.0,"AskPrice6":0.0,"AskPrice7":0.0,"AskPrice8":0.0,"AskPrice9":0.0,"AskPrice10":0.0,"AskVol1":14200.0,"AskVol2":80100.0,"AskVol3":61300.0,"AskVol4":0.0,"AskVol5":0.0,"AskVol6":0.0,"AskVol7":0.0,"AskVol8":0.0,"AskVol9":0.0,"AskVol10":0.0,"BidPrice1":31150.0,"BidPrice2":31100.0,"BidPrice3":31050.0,"BidPrice4":0.0,"BidPrice5":0.0,"BidPrice6":0.0,"BidPrice7":0.0,"BidPrice8":0.0,"BidPrice9":0.0,"BidPrice10":0.0,"BidVol1":22700.0,"BidVol2":35900.0,"BidVol3":40800.0,"BidVol4":0.0,"BidVol5":0.0,"BidVol6":0.0,"BidVol7":0.0,"BidVol8":0.0,"BidVol9":0.0,"BidVol10":0.0,"TradingSession":"LO"}',
  'X-TRADE':
    '{"RType":"X-TRADE","TradingDate":"05/11/2025","Time":"10:02:13","Isin":"SSI","Symbol":"SSI","Ceiling":33150.0,"Floor":28850.0,"RefPrice":31000.0,"AvgPrice":31143.9,"PriorVal":31000.0,"LastPrice":31200.0,"LastVol":300.0,"TotalVal":182013860000.0,"TotalVol":5844400.0,"MarketId":"HOSE","Exchange":"HOSE","TradingSession":"LO","TradingStatus":"N","Change":200.0,"RatioChange":0.65,"EstMatchedPrice":0.0,"Highest":31400,"Lowest":30900,"Side":"BU"}',
  R: '{"RType":"R","TradingDate":"05/11/2025","Time":"10:02:14","Isin":"SSI","Symbol":"SSI","TotalRoom":1900000000.0,"CurrentRoom":905117300.0,"BuyVol":41200.0,"SellVol":98700.0,"BuyVal":1285440000.0,"SellVal":3079440000.0,"MarketId":"HOSE","Exchange":"HOSE"}',
  MI: '{"IndexId":"VN30","IndexValue":1641.27,"PriorIndexValue":1633.02,"TradingDate":"05/11/2025","Time":"10:02:15","TotalTrade":0.0,"TotalQtty":318550000.0,"TotalValue":8911203000000.0,"IndexName":"VN30","Advances":18,"NoChanges":4,"Declines":8,"Ceilings":1,"Floors":0,"Change":8.25,"RatioChange":0.51,"TotalQttyPt":9100400.0,"TotalValuePt":288117000000.0,"Exchange":"HOSE","AllQty":327650400.0,"AllValue":9199320000000.0,"IndexType":"","TradingSession":null,"MarketId":null,"RType":"MI","TotalQttyOd":0.0,"TotalValueOd":0.0}',
  B: '{"RType":"B","TradingDate":"05/11/2025","Time":"10:02:16","Symbol":"SSI","Open":31200.0,"High":31200.0,"Low":31200.0,"Close":31200.0,"Volume":300.0,"Value":0.0}',
  OL: '{"RType":"OL","TradingDate":"05/11/2025","Time":"10:02:17","StockNo":2011,"Symbol":"SSI","LastPrice":31200.0,"LastVol":7.0,"TotalVol":812.0,"Exchange":"HOSE"}',
} as const

/** What may stand in a message. */
export type Content = Record<string, unknown>

/** A sample with some of its fields changed; a field set to `undefined` is left out. */
export const sample = (kind: keyof typeof samples, changes: Content = {}): Content => ({
  ...(JSON.parse(samples[kind]) as Content),
  ...changes,
})

/** The combined message of the trade and the quote sample. */
export const combined = (changes: Content = {}): Content => ({
  ...sample('X-QUOTE'),
  ...sample('X-TRADE', { Side: null }),
  RType: 'X',
  ...changes,
})

/** A frame of the log. */
export const frame = (text: string, source = 'ssi'): Frame => ({
  seq: 7,
  receivedTime: 1_762_311_800_000,
  source,
  text,
})

/** A frame as a Broadcast brings it: JSON in JSON. */
export const broadcast = (dataType: string, content: Content): Frame =>
  frame(JSON.stringify({ DataType: dataType, Content: JSON.stringify(content) }))
