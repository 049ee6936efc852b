-- The rows of a partition, as the table of today has them; a column that came later is null.
select {columns}
from (
  select * from {table} where false
  union all by name
  select * from read_parquet('{file}', hive_partitioning = false)
)
