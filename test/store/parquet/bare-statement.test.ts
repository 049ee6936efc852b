import { describe, expect, it } from 'vitest'
import { bareStatement } from '../../../src/store/parquet/bare-statement.ts'

describe('bareStatement', () => {
  it.each([
    ['select 1', 'select 1'],
    ['\n-- what; it is\nselect 1;\n', 'select 1'],
    ['select 1; -- done', 'select 1'],
    [';; /* a; b */ select 1 ;/* c */;', 'select 1'],
    ["select 'a;--b' ;", "select 'a;--b'"],
    ["select 'it''s; -- so'", "select 'it''s; -- so'"],
    [String.raw`select e'\'; -- so'; -- end`, String.raw`select e'\'; -- so'`],
    ['select 1 as "; --"', 'select 1 as "; --"'],
    ['select $$; -- $a$ so$$; -- end', 'select $$; -- $a$ so$$'],
    ['select /* ; */ 1 -- end\n + 2', 'select /* ; */ 1 -- end\n + 2'],
    ['select 1; select 2;', 'select 1; select 2'],
  ])('%s', (sql, bare) => expect(bareStatement(sql)).toBe(bare))

  it.each(['', ' \n', ';', '-- nothing', '/* nothing\n at; all */;'])('leaves nothing of "%s"', (sql) =>
    expect(bareStatement(sql)).toBe(''),
  )
})
