// Builds what bin/vnflow runs: dist/ from the TypeScript sources, dist/web from web/, and packages in one file each beside them.
// A packed tarball, or an install without development dependencies, carries dist/ and nothing to build the page with: nothing to do there.
import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tool = (name) => `${root}node_modules/.bin/${name}`

if (!existsSync(tool('vite'))) {
  if (existsSync(`${root}dist/src/cli/main.js`)) process.exit(0)
  console.error(
    'vnflow: dist/ is missing and so is what builds it. Run npm ci with development dependencies.',
  )
  process.exit(1)
}
for (const [command, ...args] of [
  ['tsc', '-p', 'tsconfig.build.json'],
  ['vite', 'build', 'web', '--logLevel', 'warn'],
]) {
  const { status } = spawnSync(tool(command), args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
await import('./packages.js')
