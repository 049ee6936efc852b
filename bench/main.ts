/**
 * Runs benches by name, each in a process of its own, so that none runs in what another left of the heap and the compiler.
 *
 *     npm run bench                    all of them
 *     npm run bench -- store decode    some
 *     npm run bench -- fanout --quick  what begins with -- goes to each
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Each is the file of its name beside this one, and can be run alone. */
const BENCHES = ['decode', 'fanout', 'pipelines', 'store']

const given = process.argv.slice(2)
const flags = given.filter((text) => text.startsWith('--'))
const asked = given.filter((text) => !flags.includes(text))
const unknown = asked.find((name) => !BENCHES.includes(name))
if (unknown !== undefined) {
  console.error(`"${unknown}" is no bench: one of ${BENCHES.join(', ')} is expected.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : BENCHES) {
  console.log(`# ${name}\n`)
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...flags], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
