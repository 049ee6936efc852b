-- A table over history and today. A filter by date opens the partitions of these dates and no other.
create or replace view history.{name} as
select * exclude (year, month, day), make_date(year, month, day) as date
from read_parquet(
  '{files}',
  hive_partitioning = true,
  hive_types = {year: int, month: int, day: int},
  union_by_name = true
)
union all by name
select *, history.trading_date(coalesce(exchange_time, received_time)) as date
from {table}
