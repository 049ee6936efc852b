-- The rows of a trading date between two places in the log, in its order.
-- What says no time of the venue is of the date when it arrived.
select {columns}
from {table}
where history.trading_date(coalesce(exchange_time, received_time)) = $date::date and seq > $after and seq <= $up_to
