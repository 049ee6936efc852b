-- A table over history and today: what the files have before it, and what they should have behind.
create or replace view history.{name} as
{files}
select *, history.trading_date(coalesce(exchange_time, received_time)) as date
from {table}
{damaged}
