-- Bars of any length, of trades; put-through deals are made at negotiated prices and stay out. A bar without a trade has no row.
--
-- $symbol       one security
-- $from, $until trading dates, both included
-- $interval     length as `5 minutes`, `1 hour` or `1 day`; a bar begins at a multiple of it after its own day's midnight in Vietnam, one of
--               days at a multiple of them, of months on the first of one
select
  symbol,
  -- From its day's midnight: what no day is a multiple of, as 7 minutes, would begin elsewhere each day.
  case
    when $interval::interval < interval 1 day
      then time_bucket($interval::interval, exchange_time, time_bucket(interval 1 day, exchange_time, 'Asia/Ho_Chi_Minh'))
    else time_bucket($interval::interval, exchange_time, 'Asia/Ho_Chi_Minh')
  end as start,
  -- First and last by the log: times share a second. The price of a trade that came late is not the last one.
  arg_min(price, seq) as open,
  max(price) as high,
  min(price) as low,
  coalesce(arg_max(price, seq) filter (late is not true), arg_max(price, seq)) as close,
  sum(volume) as volume,
  sum(value) as value,
  count(*) as trades
from trades
where symbol = $symbol and phase <> 'putThrough' and date between $from::date and $until::date
group by symbol, start
order by start;
