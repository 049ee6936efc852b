import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { lockFolder } from '../../src/journal/lock.ts'
import { folder } from './folder.ts'

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

describe('the lock of a folder', () => {
  it('keeps a second writer out while the first lives, and names it', () => {
    const dir = folder()
    const unlock = lockFolder(dir)
    expect(() => lockFolder(dir)).toThrow(
      `The journal in ${dir} is being written by process ${process.pid}. Stop that one, or use another folder.`,
    )
    unlock()
    lockFolder(dir)()
    expect(readdirSync(dir)).toEqual([])
  })

  it.each([
    ['a dead process', () => JSON.stringify({ pid: deadPid() })],
    ['a process whose number another one has now', () => JSON.stringify({ pid: process.pid, started: '1' })],
    ['a power cut', () => ''],
    ['who knows what', () => '{"pid":"x"}'],
  ])('takes over what %s left', (_, text) => {
    const dir = folder()
    writeFileSync(join(dir, 'lock'), text())
    const unlock = lockFolder(dir)
    expect(readFileSync(join(dir, 'lock'), 'utf8')).toContain(`"pid":${process.pid}`)
    unlock()
    expect(readdirSync(dir)).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')(
    'takes over what a process left that ended and is still listed',
    async () => {
      const dir = folder()
      // Its parent becomes another program, which never asks how it ended.
      const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'])
      try {
        const [pid] = (await once(parent.stdout, 'data')) as [Buffer]
        const stat = () => readFileSync(`/proc/${Number(pid)}/stat`, 'utf8')
        while (!stat().includes(') Z ')) await wait(10)
        const started = stat().split(') ')[1]?.split(' ')[19]
        writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: Number(pid), started }))
        lockFolder(dir)()
        expect(readdirSync(dir)).toEqual([])
      } finally {
        parent.kill('SIGKILL')
      }
    },
  )

  it('leaves a lock alone that is no longer its own', () => {
    const dir = folder()
    const unlock = lockFolder(dir)
    writeFileSync(join(dir, 'lock'), 'of another')
    unlock()
    expect(readFileSync(join(dir, 'lock'), 'utf8')).toBe('of another')
  })
})
