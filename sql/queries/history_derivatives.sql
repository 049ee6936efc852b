-- A future and its basis, each time one of the two changed.
--
-- $contract, $alias, $other  its names: as it is asked for, and both codes; the same where only one is known
-- $from, $until    trading dates, both included
-- $after           where to begin, a seq; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
--
-- open_interest    null: no source tells it
select
  $contract as contract,
  exchange_time as timestamp,
  futures_price as price,
  basis,
  null::bigint as open_interest,
  seq
from basis
where
  futures_symbol in ($contract, $alias, $other)
  and date between $from::date and $until::date
  and ($after::bigint is null or case when $descending then seq <= $after::bigint else seq >= $after::bigint end)
order by case when $descending then -seq else seq end, exchange_time, futures_price, basis
limit $limit offset $skip;
