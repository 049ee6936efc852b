import { from, lastValueFrom, toArray } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../pipelines/program.ts'
import { ruleOf } from '../../pipelines/rules/rule.ts'
import { alertJson } from '../../src/domain/emitted/alert.ts'
import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { decimalOf } from '../../src/domain/money.ts'
import type { Alert, AlertType, Output } from '../../src/domain/outputs.ts'
import type { LogReader } from '../../src/lineage/log-reader.ts'
import { why } from '../../src/lineage/why.ts'
import { decode } from '../../src/sources/decode.ts'
import { openRecording } from '../../src/sources/replay/recording.ts'
import { eventfulFrames } from '../eventful-frames.ts'
import { allKinds } from './all-kinds.ts'

const rules = [ruleOf({ name: 'wide', severity: 'info', when: 'spread_ticks > 3 and volume > 1000 for 5s' })]

/** What the program makes of a log, and the log. */
interface Told {
  readonly frames: readonly Frame[]
  readonly outputs: readonly Output[]
  readonly alerts: readonly Alert[]
}

async function told(frames: readonly Frame[]): Promise<Told> {
  const outputs = await lastValueFrom(from(frames).pipe(program(decode, { rules }), toArray()))
  return { frames, outputs, alerts: outputs.filter((output) => output.kind === 'alert') }
}

/** A log in batches, the first frames of which may be gone. */
const reader = (frames: readonly Frame[], begins = 1): LogReader =>
  async function* (fromSeq) {
    const kept = frames.filter(({ seq }) => seq >= Math.max(fromSeq, begins))
    for (let at = 0; at < kept.length; at += 1_000) yield await Promise.resolve(kept.slice(at, at + 1_000))
  }

const asking = ({ frames, alerts }: Told, begins?: number) => {
  const byId = new Map(alerts.map((alert) => [alertJson(alert).id, alert]))
  const ask = why({
    find(id) {
      const alert = byId.get(id)
      return Promise.resolve(alert && { seq: alert.seq, json: alertJson(alert), lineage: alert.lineage })
    },
    read: reader(frames, begins),
  })
  return async (alert: Alert, most = 1_000) => {
    const found = await ask(alertJson(alert).id, most)
    if (found) return found
    throw new Error('there is no such alert')
  }
}

const ofType = ({ alerts }: Told, type: AlertType) => alerts.filter(({ alertType }) => alertType === type)

/** The trades that a spike is held against, by its definition. */
function tradesBefore({ outputs }: Told, spike: Alert): readonly ClassifiedTrade[] {
  const minute = Math.floor(spike.exchangeTime / 60_000)
  return outputs.filter(
    (output): output is ClassifiedTrade =>
      output.kind === 'trade' &&
      output.symbol === spike.symbol &&
      output.phase === 'continuous' &&
      output.seq < spike.seq &&
      Math.floor(output.exchangeTime / 60_000) > minute - 20,
  )
}

let sample: Told
function firstSpike(): Alert {
  const [spike] = ofType(sample, 'volume_spike')
  if (spike) return spike
  throw new Error('there is no spike')
}
beforeAll(async () => {
  const frames: Frame[] = []
  for await (const chunk of (await openRecording(['data/sample/2026-11-20.ndjson.gz'])).read())
    frames.push(...chunk.frames)
  sample = await told(frames)
})

describe('why', () => {
  it('a spike: every trade of its window, their frames, and the mean that they make', async () => {
    const spikes = ofType(sample, 'volume_spike')
    const ask = asking(sample)
    expect(spikes.length).toBeGreaterThan(10)
    for (const spike of spikes.slice(0, 10)) {
      const { evidence, complete, state, rule, frames, frames_missing } = await ask(spike)
      const [last, ...before] = evidence.toReversed()
      expect(complete).toBe(true)
      expect(before.toReversed().map(({ seq, values }) => ({ seq, ...values }))).toEqual(
        tradesBefore(sample, spike).map(({ seq, price, volume }) => ({
          seq,
          price: decimalOf(price),
          volume,
        })),
      )
      const volumes = before.map(({ values }) => Number(values['volume']))
      const mean = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length
      expect(state['mean']).toBe(mean)
      expect(last?.values['volume']).toBeGreaterThan(Number(rule.numbers['ratio']) * mean)
      expect(frames.map(({ seq, text }) => ({ seq, text }))).toEqual(
        [...new Set(evidence.map(({ seq }) => seq))].map((seq) => ({
          seq,
          text: sample.frames[seq - 1]?.text,
        })),
      )
      expect(frames_missing).toEqual([])
    }
  })

  it('a spike of a feed that repeats, loses and swaps: the same trades, or it says that they do not add up', async () => {
    const messy = await told(eventfulFrames(3))
    const ask = asking(messy)
    const spikes = ofType(messy, 'volume_spike')
    let whole = 0
    for (const spike of spikes) {
      const { evidence, complete } = await ask(spike)
      if (!complete) continue
      whole += 1
      expect(evidence.slice(0, -1).map(({ seq }) => seq)).toEqual(
        tradesBefore(messy, spike).map(({ seq }) => seq),
      )
    }
    expect(spikes.length).toBeGreaterThan(3)
    expect(whole / spikes.length).toBeGreaterThan(0.9)
  })

  it('leaves the oldest frames off where fewer are wanted', async () => {
    const spike = firstSpike()
    const all = await asking(sample)(spike)
    const few = await asking(sample)(spike, 3)
    expect(few.frames).toEqual(all.frames.slice(-3))
    expect(few.frames_left_off).toBe(all.frames.length - 3)
    expect(few.evidence).toEqual(all.evidence)
  })

  it('says which frames were removed with the beginning of the log, and still tells the numbers', async () => {
    const spike = firstSpike()
    const all = await asking(sample)(spike)
    const begins = spike.seq - 1
    const kept = await asking(sample, begins)(spike)
    expect(kept).toMatchObject({ complete: false, rule: all.rule, state: all.state })
    expect(kept.note).toContain(`begins at frame ${begins}. What was before it was removed`)
    const made = await told(allKinds().map((frame, i) => ({ ...frame, seq: i + 1 })))
    const [breakout] = ofType(made, 'price_breakout')
    if (!breakout) throw new Error('there is no breakout')
    const { frames, frames_missing } = await asking(made, 20)(breakout)
    expect(frames.map(({ seq }) => seq)).toEqual([breakout.seq])
    expect(frames_missing).toEqual([2, 17])
  })

  it('knows no other alerts', async () => {
    const ask = why({ find: () => Promise.resolve(undefined), read: reader([]) })
    expect(await ask('1-volume_spike-FPT-buy', 1)).toBeUndefined()
  })
})
