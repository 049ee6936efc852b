-- The rows of files, as the table of today has them; a column that came later is null. The table itself is not read.
select {columns}
from (
  select {none} where false
  union all by name
  select * from read_parquet([{files}], hive_partitioning = false)
)
