-- The trading date of an instant: the day rolls at 08:30 in Vietnam (01:30 UTC), as it does for all running totals. Vietnam's clocks are
-- never changed, so this is plain arithmetic; the database's own time zones would cost most of the time of a query.
create or replace macro history.trading_date(instant) as
  date '1970-01-01' + ((epoch_us(instant) - 5400000000) // 86400000000)::int;
