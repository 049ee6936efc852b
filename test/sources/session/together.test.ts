import { concat, from, lastValueFrom, Subject, throwError, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { together } from '../../../src/sources/session/together.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('together', () => {
  it('hands on together what comes in one turn, and apart what does not', async () => {
    const texts$ = new Subject<number>()
    const heard = lastValueFrom(texts$.pipe(together(), toArray()))
    texts$.next(1)
    texts$.next(2)
    await turn()
    texts$.next(3)
    await turn()
    texts$.complete()
    expect(await heard).toEqual([[1, 2], [3]])
  })

  it('hands on what waits before the end, and before an error', async () => {
    expect(await lastValueFrom(from([1, 2]).pipe(together(), toArray()))).toEqual([[1, 2]])
    const heard: (readonly number[])[] = []
    const lost$ = concat(
      from([1]),
      throwError(() => new Error('lost')),
    ).pipe(together())
    await new Promise<void>((done) =>
      lost$.subscribe({ next: (all) => heard.push(all), error: () => done() }),
    )
    expect(heard).toEqual([[1]])
  })

  it('is empty for nothing, and silent once nobody listens', async () => {
    expect(await lastValueFrom(from([]).pipe(together(), toArray()))).toEqual([])
    const texts$ = new Subject<number>()
    const heard: (readonly number[])[] = []
    const listening = texts$.pipe(together()).subscribe((all) => heard.push(all))
    texts$.next(1)
    listening.unsubscribe()
    await turn()
    expect(heard).toEqual([])
    expect(texts$.observed).toBe(false)
  })
})
