import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { BUILT } from '../built.ts'

/** A process that is asked things. */
export interface Asked {
  readonly child: ChildProcess
  /** Asks, and waits for the answer. */
  readonly ask: <T>(name: string, about?: unknown) => Promise<T>
  readonly end: () => Promise<void>
}

interface Message {
  readonly id: number
  readonly name: string
  readonly value: unknown
}

/** What a process of a bench does when it is asked, by name. */
export type Answers = Readonly<Record<string, (about: never) => unknown>>

/** Answers what the parent asks, and ends when it is gone. */
export function answering(answers: Answers): void {
  process.on('message', ({ id, name, value }: Message) => {
    void Promise.resolve(answers[name]?.(value as never)).then((answer) =>
      process.send?.({ id, name, value: answer }),
    )
  })
  process.on('disconnect', () => process.exit())
}

/** A file of a bench in the language of this one, and how Node runs it: TypeScript under a loader, or what was built of it. */
const program = (file: URL): readonly string[] =>
  import.meta.url.endsWith('.ts')
    ? ['--import', 'tsx', fileURLToPath(file)]
    : [...BUILT, fileURLToPath(file).replace(/\.ts$/, '.js')]

/** Starts a file beside this one as a process of its own, and waits until it says that it is there. */
export async function asked(
  file: URL,
  { args = [], stdio = ['ignore', 'inherit', 'inherit'] }: { args?: string[]; stdio?: StdioOptions } = {},
): Promise<Asked> {
  const child = spawn(process.execPath, ['--expose-gc', ...program(file), ...args], {
    stdio: [...(stdio as Exclude<StdioOptions, string>), 'ipc'],
  })
  const waiting = new Map<number, (value: unknown) => void>()
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${file.pathname} ended before it answered.`)
  })
  gone.catch(() => undefined)
  child.on('message', ({ id, value }: Message) => {
    waiting.get(id)?.(value)
    waiting.delete(id)
  })
  let last = 0
  await once(child, 'spawn')
  const ask = <T>(name: string, about?: unknown) => {
    const id = ++last
    const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve))
    child.send({ id, name, value: about })
    return Promise.race([answer, gone]) as Promise<T>
  }
  return {
    child,
    ask,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    },
  }
}
