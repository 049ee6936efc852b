-- What foreigners bought and sold of one security: running totals of the trading day, as each message told them. Values are
-- estimated: volume × the price at that time.
--
-- $symbol, $alias, $other  its names: as it is asked for, and both codes of a future; the same where it has one
-- $from, $until    trading dates, both included
-- $after           where to begin, a seq; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
select
  $symbol as symbol,
  exchange_time as timestamp,
  buy_volume as buy_vol,
  sell_volume as sell_vol,
  net_volume as net_vol,
  buy_value,
  sell_value,
  net_value,
  buy_volume + sell_volume > 0 as estimated,
  seq
from foreign_flow
where
  symbol in ($symbol, $alias, $other)
  and date between $from::date and $until::date
  and ($after::bigint is null or case when $descending then seq <= $after::bigint else seq >= $after::bigint end)
order by case when $descending then -seq else seq end, exchange_time, buy_volume, sell_volume
limit $limit offset $skip;
