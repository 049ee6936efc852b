-- A table over history and today, while there is no history.
create or replace view history.{name} as
select *, history.trading_date(coalesce(exchange_time, received_time)) as date
from {table}
