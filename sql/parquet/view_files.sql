-- Files of the same columns. A filter by date opens the partitions of these dates and no other.
select * exclude (year, month, day), make_date(year, month, day) as date
from read_parquet([{files}], hive_partitioning = true, hive_types = {year: int, month: int, day: int})
union all by name
