-- What cannot be read: a row a file. Who comes by it gets an error instead of less than there was. A filter by date passes it by, and no
-- other filter does, for each of its values is the error.
union all by name
select {unreadable}, date
from history.damaged_partitions
where table_name = '{name}' and error(message) is null
