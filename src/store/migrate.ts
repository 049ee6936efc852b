import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

const NAME = /^\d{4}_\w+\.sql$/

/**
 * Brings a database to the schema of a folder of `NNNN_name.sql`: applies what it has not seen, in order, each in a transaction that
 * also records it. A file that was applied is never changed: throws when it was, when it is gone, and when a new one comes before it.
 */
export async function migrate(connection: DuckDBConnection, dir: string) {
  await connection.run(
    'create table if not exists migrations (name varchar primary key, checksum varchar not null)',
  )
  const migrations = readMigrations(dir)
  const applied = await readApplied(connection)
  for (const [name, checksum] of applied) check(migrations, name, checksum)
  const last = [...applied.keys()].at(-1) ?? ''
  for (const migration of migrations.filter(({ name }) => !applied.has(name))) {
    if (migration.name < last)
      throw new Error(`${migration.name} comes before ${last}, which was applied. Give it the next number.`)
    await apply(connection, migration)
  }
}

/** Throws where a database has not seen all files of the schema, as one that nothing can be written to. */
export async function checkMigrated(connection: DuckDBConnection, dir: string): Promise<void> {
  const applied = await readApplied(connection)
  const migrations = readMigrations(dir)
  for (const [name, checksum] of applied) check(migrations, name, checksum)
  const missing = migrations.find(({ name }) => !applied.has(name))
  if (missing)
    throw new Error(
      `it was made by an older vnflow, which does not know ${missing.name}: copy it to where it can be written, and ask there`,
    )
}

function check(migrations: readonly Migration[], name: string, checksum: string) {
  const migration = migrations.find((one) => one.name === name)
  if (!migration) throw new Error(`it was made by a newer vnflow, which knows ${name}; this one does not`)
  if (migration.checksum !== checksum)
    throw new Error(`${name} was changed after it was applied; undo that, and put the change into a new file`)
}

async function apply(connection: DuckDBConnection, { name, sql, checksum }: Migration) {
  await connection.run('begin')
  try {
    await connection.run(sql)
    await connection.run('insert into migrations values ($1, $2)', [name, checksum])
    await connection.run('commit')
  } catch (error) {
    await connection.run('rollback')
    throw error
  }
  // Into the file at once: the database cannot read a changed table with a check out of its log.
  await connection.run('checkpoint')
}

const readMigrations = (dir: string): readonly Migration[] =>
  readdirSync(dir)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

async function readApplied(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  const reader = await connection.runAndReadAll('select name, checksum from migrations order by name')
  return new Map(reader.getRows().map(([name, checksum]) => [String(name), String(checksum)]))
}
