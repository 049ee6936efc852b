import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process that runs one of SSI's own clients, and what it reported. */
export interface ClientProcess<Report> {
  readonly reports: readonly Report[]
  readonly close: () => Promise<void>
}

/** Starts a program of this folder. */
export function clientProcess<Report>(program: string, args: readonly string[]): ClientProcess<Report> {
  const path = fileURLToPath(new URL(program, import.meta.url))
  const child: ChildProcess = fork(path, args, {
    execArgv: ['--no-deprecation', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const reports: Report[] = []
  child.on('message', (report) => reports.push(report as Report))
  return {
    reports,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
