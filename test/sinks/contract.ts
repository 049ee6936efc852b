import { concat, EMPTY, from, lastValueFrom, of, throwError, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import type { Sink } from '../../sinks/sink.ts'

/** A sink, and what has reached the far side of it. */
export interface SinkUnderTest<T> {
  readonly sink: Sink<T>
  readonly written: () => unknown
}

/** Three different values, and what each of them is on the far side. */
export interface Samples<T> {
  readonly values: readonly [T, T, T]
  readonly written: readonly [unknown, unknown, unknown]
}

/** What every sink must do, whatever it writes to. */
export function describeSink<T>(
  name: string,
  { values, written: expected }: Samples<T>,
  make: () => SinkUnderTest<T> | Promise<SinkUnderTest<T>>,
) {
  describe(`${name} as a sink`, () => {
    it('writes nothing before it is subscribed to', async () => {
      const { sink, written } = await make()
      void sink(from(values))
      await new Promise(setImmediate)
      expect(await written()).toEqual([])
    })

    it('writes each value once, in order, and counts them', async () => {
      const { sink, written } = await make()
      const counts = await lastValueFrom(sink(from(values)).pipe(toArray()))
      expect(await written()).toEqual(expected)
      expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length)
    })

    it('completes without a write when there is nothing to write', async () => {
      const { sink, written } = await make()
      expect(await lastValueFrom(sink(EMPTY), { defaultValue: 'nothing' })).toBe('nothing')
      expect(await written()).toEqual([])
    })

    it('writes what came before its source failed, then fails too', async () => {
      const { sink, written } = await make()
      const failing$ = concat(
        of(values[0]),
        throwError(() => new Error('link lost')),
      )
      await expect(lastValueFrom(sink(failing$))).rejects.toEqual(new Error('link lost'))
      expect(await written()).toEqual([expected[0]])
    })
  })
}
