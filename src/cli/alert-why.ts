import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Board } from '../../pipelines/board/board.ts'
import { alertJson } from '../domain/emitted/alert.ts'
import type { Lineage } from '../domain/lineage.ts'
import type { AlertJson } from '../domain/wire.ts'
import type { LogReader } from '../lineage/log-reader.ts'
import { type KeptAlert, why, type Why } from '../lineage/why.ts'
import type { Row } from '../store/protocol.ts'
import { sqlFolder } from '../store/sql-folder.ts'
import type { Store } from '../store/store.ts'

/** Where alerts and frames lie. */
export interface AlertWhyParts {
  readonly board: Pick<Board, 'alert'>
  readonly store: Pick<Store, 'read'>
  readonly read: LogReader
}

/** Why alerts were told: those of the board, which has the newest, and those of the store. */
export function alertWhy({ board, store, read }: AlertWhyParts): Why {
  const sql = readFileSync(join(sqlFolder('queries'), 'alert.sql'), 'utf8')

  async function find(id: string): Promise<KeptAlert | undefined> {
    const alert = board.alert(id)
    if (alert) return { seq: alert.seq, json: alertJson(alert), lineage: alert.lineage }
    const [, seq] = /^(\d{1,15})-/.exec(id) ?? []
    if (seq === undefined) return undefined
    const [row] = await store.read(sql, { seq: Number(seq), id })
    return row && keptIn(row)
  }

  return why({ find, read })
}

/** Its columns are those of the statement, each of the type that the schema gives it. */
function keptIn({ seq, lineage, data, ...said }: Row): KeptAlert {
  return {
    seq: Number(seq),
    json: { ...said, data: fromText(data) } as unknown as AlertJson,
    lineage: lineage === null ? undefined : (fromText(lineage) as Lineage),
  }
}

const fromText = (value: unknown): unknown =>
  typeof value === 'string' ? (JSON.parse(value) as unknown) : value
