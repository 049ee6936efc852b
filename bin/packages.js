// Makes one file each of packages that consist of many, in dist/node_modules/, where Node looks first for what dist/ imports: to find and read
// 900 files one by one took half of the CPU in which a command starts. Where they are missing, as npm never packs them, the packages
// themselves are loaded.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Packages that share no state with others beside them. */
const PACKAGES = [
  '@duckdb/node-api',
  'apache-arrow',
  'commander',
  'express',
  'node-forge',
  'pino',
  'prom-client',
  'ws',
  'yaml',
  'zod',
]

/**
 * The package that must stand once in a process: tests put another clock in the place of its own. It is one file for the commands, which
 * `bin/vnflow` starts with this condition, and the package itself for whoever else imports what lies in dist/.
 */
const ONCE = 'rxjs'
const CONDITION = 'vnflow'
const PARTS = ['operators', 'testing', 'ajax', 'fetch', 'webSocket']

/** Native code is found by the place where it lies. */
const external = [/^@duckdb\/node-bindings/]

/** A module that exports what a package does; what a CommonJS one exports is known when it runs. */
async function entryOf(name) {
  const exported = Object.entries(await import(name)).filter(([, value]) => value !== undefined)
  const names = exported
    .map(([each]) => each)
    .filter((each) => /^(?!__)[\w$]+$/.test(each) && !(name === ONCE && each === 'default'))
  return [
    `import * as all from '${name}'`,
    ...names.map((each, i) => `const _${i} = all.${each}`),
    `export { ${names.map((each, i) => `_${i} as ${each}`).join(', ')} }`,
  ].join('\n')
}

async function makeOneFile(name, conditions = ['node']) {
  // It is nowhere on the disk: a place from which all packages are seen.
  const entry = `${root}${name.replace('/', '-')}.entry.mjs`
  const source = await entryOf(name)
  const outDir = `${root}dist/node_modules/${name}`
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (asked) => (asked === entry ? entry : undefined),
        load: (asked) => (asked === entry ? source : undefined),
      },
    ],
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: true,
      outDir,
      copyPublicDir: false,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { external, input: { index: entry }, output: { codeSplitting: false } },
    },
  })
  return outDir
}

const writePackage = (folder, name, exports) =>
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, type: 'module', exports }))

for (const name of PACKAGES) writePackage(await makeOneFile(name), name, './index.js')

const folder = await makeOneFile(ONCE, ['es2015'])
/** Hands on what stands in the package itself. */
function itself(path) {
  const file = `${path || 'itself'}.cjs`
  writeFileSync(`${folder}/${file}`, `module.exports = require('../../../node_modules/${ONCE}/${path}')\n`)
  return `./${file}`
}
writePackage(folder, ONCE, {
  '.': { [CONDITION]: './index.js', default: itself('') },
  ...Object.fromEntries(PARTS.map((part) => [`./${part}`, itself(part)])),
})
