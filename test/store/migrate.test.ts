import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkMigrated, migrate } from '../../src/store/migrate.ts'
import { folder } from './folder.ts'

describe('bringing a database to the schema', () => {
  let instance: DuckDBInstance
  let db: DuckDBConnection
  let dir: string
  const schema = (name: string, sql: string) => writeFileSync(join(dir, name), sql)
  const tables = async () =>
    (await db.runAndReadAll('select table_name from duckdb_tables() order by 1')).getRows().flat()

  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:')
  })
  afterAll(() => instance.closeSync())
  beforeEach(async () => {
    dir = folder()
    db = await instance.connect()
    for (const table of await tables()) await db.run(`drop table ${String(table)}`)
  })

  it('applies each file once, in order', async () => {
    schema('0002_more.sql', 'alter table one add column b integer; create table two (c integer);')
    schema('0001_one.sql', '-- The first.\ncreate table one (a integer);\n')
    schema('notes.txt', 'no SQL')
    await migrate(db, dir)
    schema('0003_three.sql', 'create table three (d integer)')
    await migrate(db, dir)
    expect(await tables()).toEqual(['migrations', 'one', 'three', 'two'])
    expect((await db.runAndReadAll('select name from migrations order by 1')).getRows()).toEqual([
      ['0001_one.sql'],
      ['0002_more.sql'],
      ['0003_three.sql'],
    ])
  })

  it('refuses a file that was changed after it was applied, but for its line ends', async () => {
    schema('0001_one.sql', 'create table one (\n a integer)')
    await migrate(db, dir)
    schema('0001_one.sql', 'create table one (\r\n a integer)')
    await migrate(db, dir)
    schema('0001_one.sql', 'create table one (\n a bigint)')
    await expect(migrate(db, dir)).rejects.toThrow('0001_one.sql was changed after it was applied')
  })

  it('refuses a database that was made by a newer version', async () => {
    schema('0001_one.sql', 'create table one (a integer)')
    await migrate(db, dir)
    await expect(migrate(db, folder())).rejects.toThrow(
      'it was made by a newer vnflow, which knows 0001_one.sql',
    )
  })

  it('says of a database that nothing can be written to whether it has all of it', async () => {
    schema('0001_one.sql', 'create table one (a integer)')
    await migrate(db, dir)
    await checkMigrated(db, dir)
    schema('0002_two.sql', 'create table two (a integer)')
    await expect(checkMigrated(db, dir)).rejects.toThrow(
      'made by an older vnflow, which does not know 0002_two.sql',
    )
  })

  it('refuses a file that comes before one that was applied', async () => {
    schema('0002_two.sql', 'create table two (a integer)')
    await migrate(db, dir)
    schema('0001_one.sql', 'create table one (a integer)')
    await expect(migrate(db, dir)).rejects.toThrow('0001_one.sql comes before 0002_two.sql')
  })

  it('applies all of a file or nothing', async () => {
    schema('0001_one.sql', 'create table one (a integer); create table one (a integer);')
    await expect(migrate(db, dir)).rejects.toThrow('already exists')
    expect(await tables()).toEqual(['migrations'])
    schema('0001_one.sql', 'create table one (a integer);')
    await migrate(db, dir)
    expect(await tables()).toEqual(['migrations', 'one'])
  })
})
