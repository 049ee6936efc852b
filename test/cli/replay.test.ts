import { once } from 'node:events'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openJournal } from '../../src/journal/journal.ts'
import { endVnflow, runVnflow, spawnVnflow } from '../run-vnflow.ts'

const recv = Date.parse('2026-11-20T10:02:13.250+07:00')
const frame = (DataType: string, content: object) =>
  JSON.stringify({ DataType, Content: JSON.stringify(content) })
const line = (text: string, i: number) => JSON.stringify({ recv: recv + i, source: 'ssi', frame: text })

const day = {
  TradingDate: '20/11/2026',
  Symbol: 'FPT',
  Exchange: 'HOSE',
  MarketId: 'HOSE',
  TradingSession: 'LO',
}
const limits = { Ceiling: 145000, Floor: 126200, RefPrice: 135600 }
const trade = (Time: string, LastPrice: number, LastVol: number, TotalVol: number, more: object = {}) =>
  frame('X-TRADE', { RType: 'X-TRADE', ...day, ...limits, Time, LastPrice, LastVol, TotalVol, ...more })
const quote = (Time: string, bid: number, ask: number) =>
  frame('X-QUOTE', {
    RType: 'X-QUOTE',
    ...day,
    Time,
    BidPrice1: bid,
    BidVol1: 500,
    AskPrice1: ask,
    AskVol1: '700',
  })

const recording = [
  trade('10:02:13', 135_500, 100, 100),
  quote('10:02:14', 135_500, 135_600),
  trade('10:02:15', 135_600, 200, 300),
  trade('10:02:16', 135_500, 100, 700),
  trade('10:03:01', 135_600, 100, 800, { Side: 'SD' }),
]

describe('vnflow replay', () => {
  let folder: string
  let path: string
  /** All that a replay of the recording prints. */
  let all: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vnflow-replay-'))
    path = join(folder, 'day.ndjson')
    await writeFile(path, recording.map(line).join('\n'))
    all = (await runVnflow(['replay', path, '--emit', 'all'])).stdout
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('prints what is asked for, in the order of the log, keys in the order of the contract', async () => {
    const { stdout } = await runVnflow(['replay', path, '--emit', 'trade,quote,gap,bar'])
    expect(stdout.trim().split('\n')).toEqual([
      '{"stream":"trade","seq":1,"time":"2026-11-20T10:02:13+07:00","symbol":"FPT","price":135500,"volume":100,"value":13550000,"side":"neutral","basis":"none","phase":"continuous"}',
      '{"stream":"quote","seq":2,"time":"2026-11-20T10:02:14+07:00","symbol":"FPT","bids":[[135500,500]],"asks":[[135600,700]],"ceiling":145000,"floor":126200,"reference":135600}',
      '{"stream":"trade","seq":3,"time":"2026-11-20T10:02:15+07:00","symbol":"FPT","price":135600,"volume":200,"value":27120000,"side":"buy","basis":"quote","phase":"continuous","bid":135500,"ask":135600}',
      '{"stream":"gap","seq":4,"time":"2026-11-20T10:02:16+07:00","symbol":"FPT","from":"2026-11-20T10:02:15+07:00","to":"2026-11-20T10:02:16+07:00","missing_volume":300,"reason":"lost"}',
      '{"stream":"trade","seq":4,"time":"2026-11-20T10:02:16+07:00","symbol":"FPT","price":135500,"volume":100,"value":13550000,"side":"sell","basis":"quote","phase":"continuous","bid":135500,"ask":135600}',
      '{"stream":"trade","seq":5,"time":"2026-11-20T10:03:01+07:00","symbol":"FPT","price":135600,"volume":100,"value":13560000,"side":"sell","basis":"feed","phase":"continuous","bid":135500,"ask":135600}',
      '{"stream":"bar","seq":5,"time":"2026-11-20T10:03:01+07:00","symbol":"FPT","interval":"1m","start":"2026-11-20T10:02:00+07:00","open":135500,"high":135600,"low":135500,"close":135500,"volume":400,"active_buy_volume":200,"active_sell_volume":100,"revision":0,"complete":true}',
      '{"stream":"bar","seq":5,"time":"2026-11-20T10:03:01+07:00","symbol":"FPT","interval":"1m","start":"2026-11-20T10:03:00+07:00","open":135600,"high":135600,"low":135600,"close":135600,"volume":100,"active_buy_volume":0,"active_sell_volume":100,"revision":0,"complete":false}',
    ])
  })

  it('prints the same bytes each time, to stdout and to files', async () => {
    expect((await runVnflow(['replay', path, '--emit', 'all'])).stdout).toBe(all)
    const out = join(folder, 'out')
    await runVnflow(['replay', path, '--emit', 'trade,session', '--out', out])
    expect((await readdir(out)).sort()).toEqual(['session.ndjson', 'trade.ndjson'])
    const lines = all.split('\n').filter((text) => text.startsWith('{"stream":"trade"'))
    expect(await readFile(join(out, 'trade.ndjson'), 'utf8')).toBe(`${lines.join('\n')}\n`)
  })

  it.runIf(existsSync('/proc/self'))('says where the folder for its files cannot be made', async () => {
    const { code, stderr } = await endVnflow(['replay', path, '--emit', 'trade', '--out', '/proc/none/out'])
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /^vnflow: cannot make the folder \/proc\/none\/out \(ENOENT: .*\): name another with --out.\n$/,
      ),
    ])
  })

  it("runs the user's pipelines of a folder; one that throws on every event leaves all else byte for byte as it is", async () => {
    const pipelines = join(folder, 'pipelines')
    await mkdir(pipelines)
    const head = `import { map } from 'rxjs'
import { z } from 'zod'
import { definePipeline, trades$ } from 'vnflow/pipelines'
import { twice } from './twice.ts'
`
    await writeFile(join(pipelines, 'twice.ts'), 'export const twice = (n: number): number => 2 * n\n')
    await writeFile(
      join(pipelines, 'doubled.ts'),
      `${head}export const doubled = definePipeline({
  name: 'doubled', inputs: { trades$ }, params: z.object({ plus: z.number() }), row: z.object({ symbol: z.string(), n: z.number() }),
  build: ({ trades$ }, { params }) => trades$.pipe(map(({ symbol, volume }) => ({ n: twice(volume) + params.plus, symbol }))),
})`,
    )
    await writeFile(join(pipelines, 'params.yaml'), 'doubled:\n  plus: 1\n')
    await writeFile(
      join(pipelines, 'throws.ts'),
      `${head}export const throws = definePipeline({
  name: 'throws', inputs: { trades$ }, row: z.object({ n: z.number() }),
  build: ({ trades$ }) => trades$.pipe(map(({ volume }) => {
    if (volume > 0) throw new Error('on every event')
    return { n: twice(volume) }
  })),
})`,
    )
    const beside = await runVnflow(['replay', path, '--emit', 'all', '--pipelines', pipelines])
    const lines = beside.stdout.split('\n')
    const isRow = (line: string) => line.startsWith('{"stream":"doubled"')
    expect(lines.filter((line) => !isRow(line)).join('\n')).toBe(all)
    expect(lines.filter(isRow)[1]).toBe(
      '{"stream":"doubled","seq":3,"time":"2026-11-20T10:02:15+07:00","symbol":"FPT","n":401}',
    )
    expect(beside.stderr).toContain(`${join(pipelines, 'throws.ts')}:8:27: on every event`)
  })

  it('outlives what a pipeline leaves to nobody, a promise that fails and what a timer throws, and tells it with its place', async () => {
    const pipelines = join(folder, 'leaving')
    await mkdir(pipelines)
    await writeFile(
      join(pipelines, 'leaves.ts'),
      `import { map, tap } from 'rxjs'
import { z } from 'zod'
import { definePipeline, trades$ } from 'vnflow/pipelines'
export const leaves = definePipeline({
  name: 'leaves', inputs: { trades$ }, row: z.object({ n: z.number() }),
  build: ({ trades$ }) => trades$.pipe(
    tap(() => void fetch('http://127.0.0.1:9')),
    tap(() => setTimeout(() => { throw new Error('too late') })),
    map(({ volume }) => ({ n: volume })),
  ),
})`,
    )
    const { stdout, stderr } = await runVnflow(['replay', path, '--emit', 'leaves', '--pipelines', pipelines])
    expect(stdout.trim().split('\n')).toHaveLength(4)
    const told = (place: string) =>
      `a pipeline left an error to nobody: ${join(pipelines, 'leaves.ts')}:${place}. Catch it there; it is passed over here.`
    expect(stderr.trim().split('\n').sort()).toEqual([told('7:20: fetch failed'), told('8:40: too late')])
  })

  it('counts what is asked for, as it would print it', async () => {
    const counted = async (...more: readonly string[]) =>
      (await runVnflow(['replay', path, ...more])).stdout.trim().split(/\s*\n/)
    expect(await counted('--symbols', 'fpt', '--to', '2026-11-20T10:02:16')).toEqual([
      'trade                2',
      'session              2',
      'quote                1',
    ])
    expect((await runVnflow(['replay', path, '--symbols', 'VNM'])).stdout).toBe('')
    expect((await endVnflow(['replay', path, '--symbols', ''])).stderr).toContain('"" is no list of symbols')
    const noTime = ['--from', '2026-11-20', '--to', '2026-11-20']
    expect((await endVnflow(['replay', path, ...noTime])).stderr).toContain('nothing lies between them')
  })

  it('is no success when it is stopped before the end, and what was printed stays', async () => {
    const [first = '', , next = ''] = recording
    const apart = join(folder, 'apart.ndjson')
    await writeFile(apart, [line(first, 0), line(next, 600_000)].join('\n'))
    const child = spawnVnflow(['replay', apart, '--speed', '1', '--emit', 'trade'])
    let stdout = ''
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stdout.once('data', () => child.kill('SIGINT'))
    const [code] = (await once(child, 'close')) as [number | null]
    expect([code, stderr]).toEqual([
      1,
      'vnflow: Stopped before the end of the recording: what is printed is of what lies before.\n',
    ])
    expect(all).toContain(stdout.split('\n')[0])
  })

  it('hands a pipeline the rows of another one of the folder, and refuses parameters that none of them has', async () => {
    const pipelines = join(folder, 'taking')
    await mkdir(pipelines)
    const head = `import { map } from 'rxjs'
import { z } from 'zod'
import { definePipeline, trades$ } from 'vnflow/pipelines'
`
    await writeFile(
      join(pipelines, 'volumes.ts'),
      `${head}export const volumes = definePipeline({
  name: 'volumes', inputs: { trades$ }, params: z.object({ plus: z.number().default(0) }), row: z.object({ n: z.number() }),
  build: ({ trades$ }, { params }) => trades$.pipe(map(({ volume }) => ({ n: volume + params.plus }))),
})`,
    )
    await writeFile(
      join(pipelines, 'halves.ts'),
      `${head}import { volumes } from './volumes'
export const halves = definePipeline({
  name: 'halves', inputs: { volumes }, row: z.object({ half: z.number() }),
  build: ({ volumes }) => volumes.pipe(map(({ row }) => ({ half: row.n / 2 }))),
})`,
    )
    const params = join(pipelines, 'params.yaml')
    const given = ['replay', path, '--emit', 'volumes,halves', '--pipelines', pipelines]
    await writeFile(params, '# volumes: { plus: 1 }\n')
    const { stdout } = await runVnflow(given)
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '{"stream":"volumes","seq":1,"time":"2026-11-20T10:02:13+07:00","n":100}',
      '{"stream":"halves","seq":1,"time":"2026-11-20T10:02:13+07:00","half":50}',
    ])
    await writeFile(params, 'volume: { plus: 1 }\n')
    expect((await endVnflow(given)).stderr).toBe(
      `vnflow: ${params} has parameters of volume, which is no pipeline: there is volumes, halves.\n`,
    )
    expect((await endVnflow(['replay', path, '--pipelines', params])).stderr).toBe(
      `vnflow: ${params} is a file: --pipelines and VNFLOW_PIPELINES name a folder of pipelines.\n`,
    )
    await writeFile(params, 'volumes: { pluss: 1 }\n')
    expect((await endVnflow(given)).stderr).toBe(
      'vnflow: Parameters of pipeline volumes: Unrecognized key: "pluss".\n',
    )
  })

  it('gives from a journal what it gives from NDJSON', async () => {
    const dir = join(folder, 'journal')
    const journal = openJournal({ dir, durability: 'none' })
    journal.append(recording.map((text, i) => ({ receivedTime: recv + i, source: 'ssi', text })))
    await journal.close()
    expect((await runVnflow(['replay', dir, '--emit', 'all'])).stdout).toBe(all)
  })

  it('tells of each hole and each turned bit of a journal in a line, and replays the rest to the bytes it gives without', async () => {
    const dir = join(folder, 'damaged')
    const journal = openJournal({ dir, durability: 'none', segmentBytes: 1 })
    const frames = recording.flatMap(
      (text, i) => journal.append([{ receivedTime: recv + i, source: 'ssi', text }]).frames,
    )
    await journal.close()
    const [first = '', second = '', third = '', fourth = ''] = (await readdir(dir))
      .filter((name) => name.endsWith('.log'))
      .map((name) => join(dir, name))
    await rm(second)
    await writeFile(fourth, (await readFile(fourth, 'latin1')).replace('X-TRADE', 'X-TRADF'), 'latin1')
    const there = join(folder, 'there')
    const whole = openJournal({ dir: there, durability: 'none' })
    whole.append(frames.filter(({ seq }) => seq !== 2 && seq !== 4))
    await whole.close()

    const { stdout, stderr } = await runVnflow(['replay', dir, '--emit', 'all'])
    expect(stderr.trim().split('\n')).toEqual([
      `journal: ${first}: 1 frame lost (2): it is cut, or the file behind it is gone`,
      `journal: ${fourth}: 1 frame lost (4): damage at byte 0`,
    ])
    const withoutSeq = (text: string) => text.replaceAll(/"seq":\d+/g, '')
    const expected = await runVnflow(['replay', there, '--emit', 'all'])
    expect(withoutSeq(stdout)).toBe(withoutSeq(expected.stdout))
    expect(expected.stderr).toBe('')
    await rm(third)
    await rm(first)
    expect((await runVnflow(['replay', dir])).stderr).toContain('damage at byte 0')
  })

  it('emits a part of the day with the numbers of the whole', async () => {
    const { stdout } = await runVnflow([
      ...['replay', path, '--emit', 'session', '--symbols', 'FPT'],
      ...['--from', '2026-11-20T10:03:00', '--to', '2026-11-20T10:04:00'],
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      seq: 5,
      total_volume: 800,
      mua_chu_dong_volume: 200,
      ban_chu_dong_volume: 200,
      neutral_volume: 100,
      gap: { total_volume: 300 },
    })
  })

  it('refuses each kind of bad frame with its reason, and goes on', async () => {
    const bad: [text: string, reason: RegExp][] = [
      ['{"DataType":"X-TRADE","Content":"{', /JSON/],
      [frame('ZZ', day), /ZZ/],
      [trade('10:04:00', 135_600, 100, 900).replace('135600,', '\\"abc\\",'), /abc/],
      [trade('10:04:00', 0, 100, 900), /LastPrice/],
      [trade('10:04:00', 135_600, -100, 900), /LastVol/],
      [trade('10:04:00', 135_600, 100, 900, { Symbol: 'no such!' }), /no such!/],
      [trade('10:04:00', 135_600, 100, 900, { Filler: 'x'.repeat(1_000_000) }), /large|long|bytes|KiB/],
    ]
    const broken = join(folder, 'bad.ndjson')
    const lines = [...bad.map(([text]) => text), trade('10:05:00', 135_600, 100, 900)].map(line)
    const noFrame = '{"recv":1}'
    await writeFile(broken, [...lines, 'not a line', noFrame].join('\n'))
    const { stdout } = await runVnflow(['replay', broken, '--emit', 'rejected,trade'])
    const emitted = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { stream: string; reason?: string; raw?: string })
    expect(emitted.map(({ stream }) => stream)).toEqual([
      ...bad.map(() => 'rejected'),
      ...['trade', 'rejected', 'rejected'],
    ])
    bad.forEach(([, reason], i) => expect(emitted[i]?.reason).toMatch(reason))
    expect(emitted.at(-2)).toMatchObject({
      reason: expect.stringMatching(
        /^source is "none, for line 9 is not JSON", expected one of ssi, /,
      ) as string,
      raw: 'not a line',
    })
    expect(emitted.at(-1)).toMatchObject({
      reason: expect.stringContaining(
        'line 10 is not {recv: <unix ms>, source: <name>, frame: <text>}',
      ) as string,
      raw: noFrame,
    })
  })

  it('says that there is no frame in a recording that is empty', async () => {
    const empty = join(folder, 'empty.ndjson')
    await writeFile(empty, '')
    const { stdout, stderr } = await runVnflow(['replay', empty])
    expect([stdout, stderr]).toEqual(['', `There is no frame in ${empty}.\n`])
  })

  it('replays the bundled sample to the bytes that are known of it', async () => {
    const { stdout } = await runVnflow(['replay', 'data/sample/2026-11-20.ndjson.gz', '--emit', 'all'])
    const digest = createHash('sha256').update(stdout).digest('hex')
    expect(`${digest}\n`).toBe(await readFile('data/sample/2026-11-20.sha256', 'utf8'))
  })

  it('says where a recording breaks off', async () => {
    const whole = await readFile('data/sample/2026-11-20.ndjson.gz')
    const torn = join(folder, 'torn.ndjson.gz')
    await writeFile(torn, whole.subarray(0, whole.length / 10))
    const { code, stderr } = await endVnflow(['replay', torn])
    expect(code).toBe(1)
    expect(stderr).toMatch(/torn.ndjson.gz breaks off after frame \d+: .*unexpected end of file/)
  })

  it('refuses a symbol that the listed securities do not have', async () => {
    const listed = {
      endpoint: 'Securities',
      body: { data: [{ Market: 'HOSE', Symbol: 'VNM', StockName: 'Vinamilk' }] },
    }
    const known = join(folder, 'known.ndjson')
    await writeFile(
      known,
      [
        JSON.stringify({ recv, source: 'ssi-rest', frame: JSON.stringify(listed) }),
        line(trade('10:04:00', 135_600, 100, 900), 1),
        line(trade('10:04:00', 135_600, 100, 900, { Symbol: 'VNM' }), 2),
      ].join('\n'),
    )
    const { stdout } = await runVnflow(['replay', known, '--emit', 'trade,rejected'])
    expect(stdout).toMatch(
      /^\{"stream":"rejected","seq":2,.*FPT.*\n\{"stream":"trade","seq":3,.*"symbol":"VNM"/,
    )
  })

  it.each([
    [['replay', 'nowhere.ndjson'], /nowhere.ndjson is not there/],
    [['replay', 'package.json'], /package.json is no recording/],
    [['replay', 'x.ndjson', '--emit', 'trades'], /"trades" is no stream/],
    [['replay', 'x.ndjson', '--speed', 'fast'], /"fast" is not a speed/],
  ])('says in one line what is wrong with %j', async (args, reason) => {
    const { code, stderr } = await endVnflow(args)
    expect(code).toBe(1)
    expect(stderr).toMatch(reason)
  })
})
