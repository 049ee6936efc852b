/**
 * The frames of SSI FastConnect v3 as they come, each with one example (values invented).
 *
 * A data frame is one JSON object, `{"channel":"DATA","topic":"trade.FPT","data":{…}}`. Keys are short; numbers come as text or
 * as numbers, at times with `.0` or thousands commas; prices are VND (futures and indices: points), volumes single shares or
 * contracts, values VND; times are Vietnam's wall clock, whole seconds. What is missing is not zero.
 *
 *     trade.FPT         {"t":"2026/11/20 13:05:07","s":"FPT","p":"98500","q":"300","a":"98412.5","si":"S","o":"98000",
 *                        "h":"98900","l":"97900","v":"1843200"}
 *     trade.FPT@1m      {"st":"2026/11/20 13:05:00","t":"2026/11/20 13:05:07","s":"FPT","o":"98400","h":"98600",
 *                        "l":"98400","c":"98500","v":"4200"}     the bar that runs, sent again and again
 *     quote.FPT         {"t":…,"s":"FPT","bids":[["98400","1200"],["98300","5600"]],"asks":[["98500","700"]]}
 *     room.FPT          {"t":…,"s":"FPT","tr":"720000000","cr":"1500200","bq":"12000","bv":"1182000000","sq":"4000","sv":"394000000"}
 *     put.FPT           {"t":…,"s":"FPT","p":"97000","q":"50000","tq":"150000","tv":"14550000000"}
 *     oddlot.FPT        {"t":…,"s":"FPT","p":"98300","q":"7","bids":[["98300","12"]],"asks":[["98900","33"]]}
 *     market.FPT        {"s":"FPT","b":"HOSE","t":"2026/11/20 08:45:00","ce":"105300","fl":"91700","ref":"98500"}
 *     market.FLAG       {"b":"DER","t":"2026/11/20 14:30:00","f":"ATC"}
 *     trade.index.VN30  {"s":"VN30","b":"HOSE","ss":"LO","t":…,"v":"1911.42","c":"-3.08","cr":"-0.16","adv":"11","dec":"17",
 *                        "nc":"2","ce":"0","fl":"0","tmv":"9120000000000","tmq":"231000000","tvp":"310000000000",
 *                        "tqp":"6400000","tq":"237400000","tv":"9430000000000"}
 *
 * @see https://developers.ssi.com.vn
 */
export type FieldName =
  // time, symbol, board, and what every security has of these
  | 't'
  | 's'
  | 'b'
  // a trade or deal: price, quantity, aggressor; `v` is the day's volume, of an index its value
  | 'p'
  | 'q'
  | 'si'
  | 'v'
  // a book
  | 'bids'
  | 'asks'
  // total and current room; foreigners' quantity and value
  | 'tr'
  | 'cr'
  | 'bq'
  | 'bv'
  | 'sq'
  | 'sv'
  // quantity and value of all deals, or of an index with its deals
  | 'tq'
  | 'tv'
  // limits, and the flag of a session
  | 'ce'
  | 'fl'
  | 'ref'
  | 'f'
  // an index: change, breadth, matched quantity and value
  | 'c'
  | 'adv'
  | 'dec'
  | 'nc'
  | 'tmq'
  | 'tmv'
