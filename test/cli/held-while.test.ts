import { Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { heldWhile } from '../../src/cli/held-while.ts'

/** Values that go through it; `pause` is asked for before each. */
function running(pause: (asked: number) => Promise<void> | undefined) {
  const values$ = new Subject<{ n: number }>()
  const out: (number | string)[] = []
  let asked = 0
  values$.pipe(heldWhile(() => pause(++asked))).subscribe({
    next: ({ n }) => out.push(n),
    error: (error: unknown) => out.push(String(error)),
    complete: () => out.push('complete'),
  })
  return { out, values$, take: (...some: number[]) => some.forEach((n) => values$.next({ n })) }
}

/** A promise and what resolves it. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

describe('heldWhile', () => {
  it('hands on at once while there is nothing to wait for', () => {
    const { out, values$, take } = running(() => undefined)
    take(1, 2)
    values$.complete()
    expect(out).toEqual([1, 2, 'complete'])
  })

  it('holds back the value before which it has to wait, and all after it, in their order', async () => {
    const { opened, open } = gate()
    const { out, values$, take } = running((asked) => (asked === 2 ? opened : undefined))
    take(1, 2, 3)
    values$.complete()
    expect(out).toEqual([1])
    open()
    await opened
    expect(out).toEqual([1, 2, 3, 'complete'])
  })

  it('waits again among those that were held back', async () => {
    const first = gate()
    const second = gate()
    const { out, take } = running((asked) =>
      asked === 1 ? first.opened : asked === 2 ? second.opened : undefined,
    )
    take(1, 2, 3)
    first.open()
    await first.opened
    take(4)
    expect(out).toEqual([1])
    second.open()
    await second.opened
    expect(out).toEqual([1, 2, 3, 4])
  })

  it('passes an error on at once', () => {
    const { out, values$, take } = running(() => gate().opened)
    take(1)
    values$.error(new Error('broken'))
    expect(out).toEqual(['Error: broken'])
  })
})
