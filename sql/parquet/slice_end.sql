-- Place in the log of the last of so many rows of a trading date that come next; null where there are no more.
select max(seq) as up_to
from (
  select seq
  from {table}
  where history.trading_date(coalesce(exchange_time, received_time)) = $date::date and seq > $after
  limit {count}
)
