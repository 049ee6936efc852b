-- Trades of one security, in the order of the log. Prices of put-through deals are negotiated: their phase says so.
--
-- $symbol, $alias, $other  its names: as it is asked for, and both codes of a future; the same where it has one
-- $from, $until    trading dates, both included
-- $after           where to begin, a seq; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
--
-- bid, ask         the best limit prices that stood before the trade
select
  $symbol as symbol,
  exchange_time as timestamp,
  price,
  volume,
  side::varchar as side,
  bid_price as bid,
  ask_price as ask,
  phase::varchar as phase,
  seq
from trades
where
  symbol in ($symbol, $alias, $other)
  and date between $from::date and $until::date
  and ($after::bigint is null or case when $descending then seq <= $after::bigint else seq >= $after::bigint end)
-- A frame may tell of several trades.
order by case when $descending then -seq else seq end, total_volume, exchange_time, price, volume
limit $limit offset $skip;
