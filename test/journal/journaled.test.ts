import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { concat, EMPTY, firstValueFrom, lastValueFrom, of, Subject, throwError, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import type { RawFrame } from '../../src/domain/frame.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { journaled } from '../../src/journal/journaled.ts'
import { folder, raw, readAll, texts } from './folder.ts'

describe('journaled', () => {
  it('emits each frame with its number, in order, after it is in the log', async () => {
    const dir = folder()
    const journal = openJournal({ dir })
    const seen: string[] = []
    const batches$ = of([raw('a'), raw('b')], [raw('c')])
    await new Promise<void>((resolve) => {
      batches$.pipe(journaled(journal)).subscribe({
        next: ({ seq, text }) => {
          expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toContain(text)
          seen.push(`${seq}${text}`)
        },
        complete: resolve,
      })
    })
    expect(seen).toEqual(['1a', '2b', '3c'])
    await journal.close()
  })

  it('keeps the order of the log when a frame causes another', async () => {
    const dir = folder()
    const journal = openJournal({ dir })
    const batches$ = new Subject<readonly RawFrame[]>()
    const seen: string[] = []
    batches$.pipe(journaled(journal)).subscribe(({ seq, text }) => {
      seen.push(`${seq}${text}`)
      if (text === 'a') batches$.next([raw('caused')])
    })
    batches$.next([raw('a'), raw('b')])
    expect(seen).toEqual(['1a', '2b', '3caused'])
    await journal.close()
    expect(texts(await readAll(dir))).toEqual(['a', 'b', 'caused'])
  })

  it('completes with its source and passes its error on', async () => {
    const journal = openJournal({ dir: folder() })
    expect(await lastValueFrom(EMPTY.pipe(journaled(journal), toArray()))).toEqual([])
    const failing$ = concat(
      of([raw('a')]),
      throwError(() => new Error('link lost')),
    )
    await expect(lastValueFrom(failing$.pipe(journaled(journal)))).rejects.toEqual(new Error('link lost'))
    expect(journal.lastSeq()).toBe(1)
    await journal.close()
  })

  it('writes nothing before it is subscribed to, and no more once it is not', async () => {
    const journal = openJournal({ dir: folder() })
    const batches$ = new Subject<readonly RawFrame[]>()
    const frames$ = batches$.pipe(journaled(journal))
    batches$.next([raw('early')])
    const subscription = frames$.subscribe()
    batches$.next([raw('a')])
    subscription.unsubscribe()
    batches$.next([raw('late')])
    expect(journal.lastSeq()).toBe(1)
    await journal.close()
  })

  it('numbers on when subscribed to again', async () => {
    const journal = openJournal({ dir: folder() })
    const frames$ = of([raw('a')]).pipe(journaled(journal))
    expect(await firstValueFrom(frames$)).toMatchObject({ seq: 1 })
    expect(await firstValueFrom(frames$)).toMatchObject({ seq: 2 })
    await journal.close()
  })

  it('fails when the log cannot be written', async () => {
    const journal = openJournal({ dir: folder() })
    await journal.close()
    await expect(lastValueFrom(of([raw('a')]).pipe(journaled(journal)))).rejects.toThrow('is closed')
  })
})
