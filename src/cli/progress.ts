/** Shows how far a long command has come. */
export interface Progress {
  /** `done` of `total` units so far; `total` is undefined where nobody knows it. */
  at(done: number, total?: number): void
  end(): void
}

const WIDTH = 24
const every = { terminal: 100, plain: 5_000 }

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/**
 * On a terminal one line that is drawn again: a bar, the rate and the time left. Elsewhere a plain line each 5 s.
 *
 * @param unit - what is counted, plural
 */
export function progress(unit: string, out: NodeJS.WriteStream = process.stderr): Progress {
  const start = performance.now()
  const pause = out.isTTY ? every.terminal : every.plain
  let shown = start
  let last: { done: number; total: number | undefined } = { done: 0, total: undefined }

  const line = () => {
    const { done, total } = last
    const seconds = (performance.now() - start) / 1000
    const rate = done / Math.max(seconds, 0.001)
    const text = `${done.toLocaleString('en')} ${unit}, ${Math.round(rate).toLocaleString('en')} a second`
    if (!total) return text
    const share = Math.min(done / total, 1)
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')
    const left = rate > 0 ? clock(Math.max(total - done, 0) / rate) : '?'
    return out.isTTY
      ? `${bar} ${Math.round(share * 100)} %  ${text}, ${left} left`
      : `${Math.round(share * 100)} %, ${text}, ${left} left`
  }
  return {
    at(done, total) {
      last = { done, total }
      const now = performance.now()
      if (now - shown < pause) return
      shown = now
      out.write(out.isTTY ? `\r\u001b[K${line()}` : `${line()}\n`)
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K')
    },
  }
}
