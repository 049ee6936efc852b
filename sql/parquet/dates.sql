-- The trading dates that a table of today has rows of, oldest first.
select distinct history.trading_date(coalesce(exchange_time, received_time))::varchar as date
from {table}
order by date
