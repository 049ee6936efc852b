import type { Frame } from '../../../src/domain/frame.ts'

/** Frames as the documents and SDKs shape them; the values are invented. */
export const samples = {
  trade:
    '{"channel":"DATA","topic":"trade.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","p":"98500","q":"300","a":"98412.5","si":"S","o":"98000","h":"98900","l":"97900","v":"1843200"}}',
  bar: '{"channel":"DATA","topic":"trade.FPT@1m","data":{"st":"2026/11/20 13:05:00","t":"2026/11/20 13:05:07","s":"FPT","o":"98400","h":"98600","l":"98400","c":"98500","v":"4200"}}',
  quote:
    '{"channel":"DATA","topic":"quote.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","bids":[["98400","1200"],["98300","5600"],["98200","800"]],"asks":[["98500","700"],["98600","2500"],["98700","90"]]}}',
  room: '{"channel":"DATA","topic":"room.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","tr":"720000000","cr":"1500200","bq":"12000","bv":"1182000000","sq":"4000","sv":"394000000"}}',
  put: '{"channel":"DATA","topic":"put.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","p":"97000","q":"50000","tq":"150000","tv":"14550000000"}}',
  oddlot:
    '{"channel":"DATA","topic":"oddlot.FPT","data":{"t":"2026/11/20 13:05:07","s":"FPT","p":"98300","q":"7","bids":[["98300","12"]],"asks":[["98900","33"]]}}',
  market:
    '{"channel":"DATA","topic":"market.FPT","data":{"s":"FPT","b":"HOSE","t":"2026/11/20 08:45:00","ce":"105300","fl":"91700","ref":"98500"}}',
  flag: '{"channel":"DATA","topic":"market.FLAG","data":{"b":"DER","t":"2026/11/20 14:30:00","f":"ATC"}}',
  index:
    '{"channel":"DATA","topic":"trade.index.VN30","data":{"s":"VN30","b":"HOSE","ss":"LO","t":"2026/11/20 13:05:07","v":"1911.42","c":"-3.08","cr":"-0.16","adv":"11","dec":"17","nc":"2","ce":"0","fl":"0","tmv":"9120000000000","tmq":"231000000","tvp":"310000000000","tqp":"6400000","tq":"237400000","tv":"9430000000000"}}',
} as const

/** A sample, or a made one, taken apart. */
export interface Sample {
  channel?: unknown
  topic?: unknown
  data?: unknown
}

/** What may stand in the data of a frame. */
export type Data = Record<string, unknown>

/** A frame of the log. */
export const frame = (text: string, source = 'ssi3'): Frame => ({
  seq: 7,
  receivedTime: 1_795_154_708_000,
  source,
  text,
})

/** The data of a sample with some of its fields changed; a field set to `undefined` is left out. */
const data = (kind: keyof typeof samples, changes: Data = {}): Data => ({
  ...(JSON.parse(samples[kind]) as { data: Data }).data,
  ...changes,
})

/** The frame of a sample with some of its data's fields changed. */
export const sampleFrame = (kind: keyof typeof samples, changes: Data = {}): Frame =>
  frame(JSON.stringify({ ...(JSON.parse(samples[kind]) as Sample), data: data(kind, changes) }))
