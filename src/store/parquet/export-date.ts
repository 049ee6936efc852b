import { existsSync, statSync } from 'node:fs'
import type { IsoDate } from '../../domain/time.ts'
import { durableRename } from './durable-rename.ts'
import type { HistoryViews } from './history-views.ts'
import type { PartitionSums } from './partition-sums.ts'
import { preparePartition, type Workshop } from './prepare-partition.ts'
import { setAside } from './set-aside.ts'
import type { TableShape } from './table-shape.ts'

/** A partition that was written. */
export interface Partition {
  readonly table: string
  readonly date: IsoDate
  readonly rowCount: number
  readonly bytes: number
  /** The damaged file that was in its place, under the name that it has now: its rows are not in this one. */
  readonly aside?: string
}

/** Runs a task while nobody reads history and nobody writes rows. */
export type Alone = <T>(task: () => Promise<T>) => Promise<T>

/** Where partitions are made, and who tells of them. */
export interface ExportParts extends Workshop {
  readonly views: HistoryViews
  readonly sums: PartitionSums
}

/** Which rows are moved. */
export interface Export {
  readonly shape: TableShape
  readonly date: IsoDate
  /** What stands in the place of the partition is no file that can be read. */
  readonly isDamaged: boolean
  readonly alone: Alone
}

/** Moves the rows of a table and a date from the database into their partition: see `Archive`. */
export async function exportDate(
  parts: ExportParts,
  { shape, date, isDamaged, alone }: Export,
): Promise<Partition> {
  const { connection, text, views, sums } = parts
  const { rowCount, lastSeq, partial, file, sum } = await preparePartition(parts, shape, { date, isDamaged })
  const aside = await alone(async () => {
    const kept = isDamaged && existsSync(file) ? setAside(file) : undefined
    sums.expect(file, sum)
    durableRename(partial, file)
    await connection.run(text('forget', { table: shape.qualified }), { date, up_to: lastSeq })
    await views.make(shape)
    return kept
  })
  sums.settle(file, sum)
  return {
    table: shape.name,
    date,
    rowCount,
    bytes: statSync(file).size,
    ...(aside !== undefined && { aside }),
  }
}
