-- The rows of a trading date that its partition does not have, in the order of the log.
-- What says no time of the venue is of the date when it arrived.
select {columns}
from {table}
where history.trading_date(coalesce(exchange_time, received_time)) = $date::date and seq > $after
