-- Takes the rows that a partition has out of the table of today.
delete from {table}
where history.trading_date(coalesce(exchange_time, received_time)) = $date::date and seq <= $up_to
