import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { makingOf } from '../../src/cli/import-making.ts'
import { openRecording } from '../../src/sources/replay/recording.ts'
import { importTable } from '../../src/store/import/import-table.ts'
import { partitionFile } from '../../src/store/parquet/partition.ts'

const home = mkdtempSync(join(tmpdir(), 'vnflow-import-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function csv(name: string, ...lines: readonly string[]): string {
  const path = join(home, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const folder = join(home, 'parquet')
const imported = (
  table: string,
  files: readonly string[],
  more: Readonly<Record<string, string>> = {},
  replaces = false,
) =>
  importTable({
    folder,
    table,
    files,
    mapping: new Map(Object.entries(more)),
    making: makingOf(table),
    replaces,
    onDate: () => undefined,
  })

async function eventsOf(path: string): Promise<readonly unknown[]> {
  const events: unknown[] = []
  for await (const { frames } of (await openRecording([path])).read())
    for (const frame of frames) if ('events' in frame) events.push(...(frame.events as unknown[]))
  return events
}

const head = 'time,code,price,volume'
const mapping = { exchange_time: 'time', symbol: 'code', venue: "'HOSE'" }

describe('an import of trades', () => {
  const first = csv(
    'a.csv',
    head,
    '2026-11-19 09:15:00,FPT,135000,100',
    '2026-11-20 09:15:01,FPT,135100,200',
    '2026-11-20 09:15:00,FPT,135000,300',
  )
  const second = csv('b.csv', head, '2026-11-20 09:15:00,VNM,60000.5,100')

  it('puts each date into its partition, rows of a file in their order and files by time, and finds who was active', async () => {
    expect(await imported('trades', [first, second], mapping)).toEqual([
      { date: '2026-11-19', rowCount: 1, isNew: true },
      { date: '2026-11-20', rowCount: 3, isNew: true },
    ])
    const [, ...events] = await eventsOf(join(folder, 'trades'))
    expect(events).toMatchObject([
      {
        symbol: 'VNM',
        price: 6_000_050,
        volume: 100,
        value: 6_000_050,
        side: 'neutral',
        totalVolume: 100,
        phase: 'continuous',
      },
      // The day before is forgotten: the first trade is nobody's.
      { symbol: 'FPT', price: 13_510_000, side: 'neutral', basis: 'none', totalVolume: 200 },
      { symbol: 'FPT', price: 13_500_000, side: 'sell', basis: 'tick', totalVolume: 500 },
    ])
  })

  it('done twice changes nothing, and other rows of a date take the place of none unless told to', async () => {
    const file = partitionFile(folder, 'trades', '2026-11-20')
    const bytes = readFileSync(file)
    expect((await imported('trades', [first, second], mapping)).map(({ isNew }) => isNew)).toEqual([
      false,
      false,
    ])
    await expect(imported('trades', [second], mapping)).rejects.toThrow('trades has other rows of 2026-11-20')
    expect(readFileSync(file)).toEqual(bytes)
    expect(await imported('trades', [second], mapping, true)).toEqual([
      { date: '2026-11-20', rowCount: 1, isNew: true },
    ])
    expect(await eventsOf(file)).toMatchObject([{ symbol: 'VNM' }])
  })

  it('takes no file twice, however it is called', async () => {
    const again = `${home}/./a.csv`
    await expect(imported('trades', [first, again], mapping, true)).rejects.toThrow(`${again} is named twice`)
  })

  it('reads the file that is named, and none that a wildcard in its name fits', async () => {
    csv('day 1.csv', head, '2026-11-23 09:15:00,FPT,135000,900')
    const odd = csv('day[ 1]*.csv', head, '2026-11-23 09:15:00,FPT,135000,100')
    csv('day[ 1]x.csv', head, '2026-11-23 09:15:00,FPT,135000,800')
    const [date] = await imported('trades', [odd], mapping)
    expect(date).toMatchObject({ date: '2026-11-23', rowCount: 1 })
    expect(await eventsOf(partitionFile(folder, 'trades', '2026-11-23'))).toMatchObject([{ volume: 100 }])
  })

  it('says that a folder, an empty file and one that is not there are none to import', async () => {
    const empty = join(home, 'empty.csv')
    writeFileSync(empty, '')
    await expect(imported('trades', [home], mapping)).rejects.toThrow(`${home} is a folder`)
    await expect(imported('trades', [empty], mapping)).rejects.toThrow(`${empty} is empty`)
    await expect(imported('trades', [join(home, 'no.csv')], mapping)).rejects.toThrow('no.csv is not there')
  })

  it('puts a file that stands newest first, as many a provider sends it, in the order of its dates and times', async () => {
    const newest = csv(
      'newest.csv',
      head,
      '2026-11-25 09:15:00,FPT,135300,400',
      '2026-11-24 09:15:02,FPT,135200,300',
      '2026-11-24 09:15:01,FPT,135100,200',
      '2026-11-24 09:15:01,FPT,135000,100',
    )
    expect(await imported('trades', [newest], mapping)).toMatchObject([
      { date: '2026-11-24', rowCount: 3 },
      { date: '2026-11-25', rowCount: 1 },
    ])
    expect(await eventsOf(partitionFile(folder, 'trades', '2026-11-24'))).toMatchObject([
      { volume: 100, side: 'neutral' },
      { volume: 200, side: 'buy' },
      { volume: 300, side: 'buy' },
    ])
  })

  it('takes dates in whatever order a file has them', async () => {
    const mixed = csv(
      'mixed.csv',
      head,
      '2026-12-02 09:15:00,FPT,135000,300',
      '2026-12-01 09:15:01,FPT,135000,100',
      '2026-12-01 09:15:00,FPT,135000,200',
      '2026-12-03 09:15:00,FPT,135000,400',
    )
    expect((await imported('trades', [mixed], mapping)).map(({ date }) => date)).toEqual([
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
    ])
    expect(await eventsOf(partitionFile(folder, 'trades', '2026-12-01'))).toMatchObject([
      { volume: 100 },
      { volume: 200 },
    ])
  })

  it('takes no date of two files that tell the same of it, in whatever order and form', async () => {
    const copy = csv(
      'copy.csv',
      'code,volume,price,time',
      'FPT,300,135000.00,2026-11-20T09:15:00+07:00',
      'FPT,200,135100,2026-11-20 02:15:01Z',
    )
    await expect(imported('trades', [first, copy], mapping, true)).rejects.toThrow(
      `${copy} has the rows of 2026-11-20 that ${first} has: they would be there twice`,
    )
  })

  it('takes rows that are the same where their files are not: they may be two trades of one second', async () => {
    const line = '2026-11-17 09:15:00,FPT,135000,100'
    const morning = csv('morning.csv', head, line, line)
    const later = csv('later.csv', head, line, '2026-11-17 09:15:01,FPT,135000,100')
    expect(await imported('trades', [morning, later], mapping)).toEqual([
      { date: '2026-11-17', rowCount: 4, isNew: true },
    ])
  })

  it('takes no row of one place in the log from two files', async () => {
    const placed = (name: string, ...lines: readonly string[]) => csv(name, `seq,${head}`, ...lines)
    const two = placed(
      '2.csv',
      '7,2026-11-16 09:15:00,FPT,135000,100',
      '8,2026-11-16 09:15:00,FPT,135000,100',
    )
    const more = placed(
      '3.csv',
      '8,2026-11-16 09:15:00,FPT,135000,100',
      '9,2026-11-16 09:15:00,FPT,135000,100',
    )
    await expect(imported('trades', [two, more], mapping)).rejects.toThrow(
      `${more} has a row of seq 8 that ${two} has`,
    )
  })

  it.each([
    [
      'a third decimal',
      '2026-11-18 09:15:00,FPT,135000.125,100',
      'row 2: price is "135000.125", expected a number with at most two decimals.',
    ],
    [
      'half a share',
      '2026-11-18 09:15:00,FPT,135000,0.5',
      'row 2: volume is "0.5", expected a whole number.',
    ],
    [
      'no time',
      'today,FPT,135000,100',
      'row 2: exchange_time is "today", expected an instant as 2026-11-20 09:15:00',
    ],
    [
      'a time of another century',
      '1900-01-01 09:15:00,FPT,135000,100',
      'row 2: exchange_time is "1900-01-01 09:15:00", expected an instant as 2026-11-20 09:15:00, of Vietnam unless it has an offset, from 1970 to 2099.',
    ],
    [
      'a time far ahead',
      '9999-01-01 09:15:00,FPT,135000,100',
      'row 2: exchange_time is "9999-01-01 09:15:00", expected',
    ],
    ['an empty cell', '2026-11-18 09:15:00,,135000,100', 'row 2: symbol is missing, expected a text.'],
    [
      'a price of nothing',
      '2026-11-18 09:15:00,FPT,0,100',
      'row 2: price 0.00, but (price > 0) has to hold.',
    ],
  ])('names file, row, column and what is allowed: %s', async (_, line, said) => {
    const path = csv('bad.csv', head, '2026-11-18 09:15:00,FPT,135000,100', line)
    await expect(imported('trades', [path], mapping)).rejects.toThrow(`${path}, ${said}`)
    await expect(openRecording([partitionFile(folder, 'trades', '2026-11-18')])).rejects.toThrow(
      'is not there',
    )
  })

  it('says which column the second file lacks, and whose rows have not all of their columns', async () => {
    const lacking = csv('lacking.csv', 'time,code,price', '2026-11-18 09:15:00,FPT,135000')
    await expect(imported('trades', [first, lacking], mapping)).rejects.toThrow(
      `${lacking} has no column volume, which ${first} has`,
    )
    const ragged = csv('ragged.csv', head, '2026-11-18 09:15:00,FPT,135000,100', '2026-11-18 09:15:00,FPT,1')
    await expect(imported('trades', [ragged], mapping)).rejects.toThrow(
      `${ragged}: not all of its rows have the columns of its first line, ${head}.`,
    )
  })

  it('takes neither of two columns of one name unless it is told which, in whatever file and case', async () => {
    const two = csv('two.csv', 'time,code,price,volume,Price', '2026-11-17 09:15:00,FPT,135000,100,136000')
    const said = `${two} has two columns price: give one of them another name, or say with --map price=Price_1 that`
    await expect(imported('trades', [two], mapping)).rejects.toThrow(said)
    await expect(imported('trades', [first, two], mapping)).rejects.toThrow(said)
    await imported('trades', [two], { ...mapping, price: 'Price_1' }, true)
    expect(await eventsOf(partitionFile(folder, 'trades', '2026-11-17'))).toMatchObject([
      { price: 13_600_000 },
    ])
    const beside = csv('beside.csv', `${head},note,note,,`, '2026-11-17 09:15:00,FPT,135000,100,a,b,c,d')
    expect(await imported('trades', [beside], mapping, true)).toMatchObject([{ rowCount: 1 }])
  })

  it('takes no date for an instant: its midnight belongs to the trading date before', async () => {
    const days = csv('days.csv', head, '2026-11-17 09:15:00,FPT,135000,100', '2026-11-18,FPT,135000,100')
    await expect(imported('trades', [days], mapping)).rejects.toThrow(
      `${days}, row 2: exchange_time is "2026-11-18", expected an instant as 2026-11-20 09:15:00`,
    )
    const typed = imported('trades', [days], { ...mapping, exchange_time: 'time[:10]::date' })
    await expect(typed).rejects.toThrow('row 1: exchange_time is "2026-11-17"')
    const closing = { ...mapping, exchange_time: "time[:10] || ' 14:45:00'" }
    expect(await imported('trades', [days], closing, true)).toMatchObject([
      { date: '2026-11-17' },
      { date: '2026-11-18' },
    ])
  })

  it('says which column lacks, which one no table has, which word is none, and where a share may trade', async () => {
    const rows = imported('trades', [first], { exchange_time: 'time' })
    await expect(rows).rejects.toThrow(/no column symbol, which trades needs: .* time, code, price, volume/)
    await expect(imported('trades', [first], { prize: 'price' })).rejects.toThrow(
      'trades has no column prize',
    )
    await expect(imported('trades', [first], { ...mapping, side: "'B'" })).rejects.toThrow(
      `${first}, row 1: side is "B", expected one of buy, sell, neutral.`,
    )
    const homeless = imported('trades', [first], { exchange_time: 'time', symbol: 'code' })
    await expect(homeless).rejects.toThrow('where FPT trades is not said')
    await expect(imported('trades', [join(home, 'none.csv')], mapping)).rejects.toThrow('none.csv')
  })
})

describe('an import of trades that have numbers', () => {
  const day = (date: string, ...seqs: readonly number[]) =>
    csv(
      `${date}.csv`,
      'seq,exchange_time,symbol,venue,price,volume',
      ...seqs.map((seq) => `${seq},${date} 09:15:00,FPT,HOSE,100,${seq}`),
    )
  const volumes = async () =>
    (await eventsOf(join(folder, 'trades'))).map((event) => (event as { readonly volume: number }).volume)
  const first = day('2026-10-01', 1, 2, 3)
  const second = day('2026-10-02', 1, 2)
  const mixed = /trades of 2026-10-01 begin with seq 1 and those of 2026-10-02 with 1, .* --map seq=null/

  it('takes no days that begin anew, for a replay would mix them', async () => {
    rmSync(join(folder, 'trades'), { recursive: true, force: true })
    await expect(imported('trades', [first, second])).rejects.toThrow(mixed)
    await imported('trades', [first])
    await expect(imported('trades', [second])).rejects.toThrow(mixed)
    expect(await volumes()).toEqual([1, 2, 3])
  })

  it('makes others where theirs are left out, and keeps those that grow', async () => {
    await imported('trades', [first, second], { seq: 'null' }, true)
    expect(await volumes()).toEqual([1, 2, 3, 1, 2])
    rmSync(join(folder, 'trades'), { recursive: true, force: true })
    // What came late lies behind the first of the next day.
    await imported('trades', [day('2026-10-01', 1, 2, 9), day('2026-10-02', 4, 5)])
    expect(await volumes()).toEqual([1, 2, 4, 5, 9])
  })
})

describe('an import of Parquet of other types', () => {
  const symbol = `'FPT' as code, timestamptz '2026-12-08 09:15:00+07' as time`

  async function parquet(name: string, rows: string): Promise<string> {
    const path = join(home, name)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`copy (${rows}) to '${path}' (format parquet)`)
    connection.closeSync()
    instance.closeSync()
    return path
  }

  it('rounds nothing of a second file that has numbers where the first has whole ones', async () => {
    const whole = await parquet('whole.parquet', `select ${symbol}, 135000 as price, 100::bigint as volume`)
    const half = await parquet(
      'half.parquet',
      `select ${symbol}, 135000.75 as price, 100.5::double as volume`,
    )
    await expect(imported('trades', [whole, half], mapping)).rejects.toThrow(
      `${half}, row 1: volume is "100.5", expected a whole number`,
    )
  })

  it('takes whole numbers and prices that are binary floating point, of any size', async () => {
    const file = await parquet(
      'float.parquet',
      `select ${symbol}, 135000.1::float as price, 100::double as volume, 12345678901231::double as value`,
    )
    expect(await imported('trades', [file], mapping)).toMatchObject([{ rowCount: 1 }])
    expect(await eventsOf(partitionFile(folder, 'trades', '2026-12-08'))).toMatchObject([
      { price: 13_500_010, volume: 100, value: 12_345_678_901_231 },
    ])
  })
})

describe('an import of bars', () => {
  it('takes a bar of a day that starts on a date, as one of that date', async () => {
    const days = csv(
      'day-bars.csv',
      'symbol,start,open,high,low,close,volume',
      'FPT,2026-11-12,10,12,9,11,500',
    )
    expect(await imported('bars', [days], { interval_ms: '86400000' })).toMatchObject([
      { date: '2026-11-12', rowCount: 1 },
    ])
  })

  it('gives nobody what no trade was told for', async () => {
    const path = csv(
      'bars.csv',
      'symbol,start,open,high,low,close,volume',
      'FPT,2026-11-20 09:15:00,10,12,9,11,500',
    )
    expect(await imported('bars', [path], { interval_ms: '60000' })).toMatchObject([
      { rowCount: 1, isNew: true },
    ])
    const db = await (await DuckDBInstance.create(':memory:')).connect()
    const [row] = (
      await db.runAndReadAll(
        `select active_buy_volume::int, filled_volume::int, complete, epoch(exchange_time - start)::int
         from '${partitionFile(folder, 'bars', '2026-11-20')}'`,
      )
    ).getRows()
    expect(row).toEqual([0, 500, true, 60])
    const bad = csv(
      'bad-bars.csv',
      'symbol,start,open,high,low,close,volume',
      'FPT,2026-11-20 09:15:00,10,12,11,11,500',
    )
    await expect(imported('bars', [bad], { interval_ms: '60000' })).rejects.toThrow(
      /row 1: .*low 11\.00.* has to hold/,
    )
  })
})

describe('an import of order books', () => {
  const header = 'exchange_time,symbol,venue,bid_price,ask_price,bids,asks'
  const bids = async (...lines: readonly string[]) => {
    await imported('quotes', [csv('quotes.csv', header, ...lines)], {}, true)
    const db = await (await DuckDBInstance.create(':memory:')).connect()
    const rows = await db.runAndReadAll(
      `select bids, asks, bid_price is null from '${partitionFile(folder, 'quotes', '2026-11-20')}' order by seq`,
    )
    return rows.getRows()
  }

  it('takes a side where nobody waits as it is exported: a text of nothing, and no price', async () => {
    expect(
      await bids(
        '2026-11-20 09:15:00,FPT,HOSE,,100000,"",100000x500',
        '2026-11-20 09:15:01,FPT,HOSE,99900,,99900x100,',
      ),
    ).toEqual([
      ['', '100000x500', true],
      ['99900x100', '', false],
    ])
  })

  it('takes no empty cell for a symbol', async () => {
    await expect(bids('2026-11-20 09:15:00,"",HOSE,,100000,"",100000x500')).rejects.toThrow(
      'row 1: symbol is missing, expected a text.',
    )
  })
})
