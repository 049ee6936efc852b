-- An index as each message told it.
--
-- $index           the index, in capitals
-- $from, $until    trading dates, both included
-- $after           where to begin, a seq; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
--
-- change_pct       percent of the last close; null where that is not known
-- volume           the day's so far
select
  index_id as index_name,
  exchange_time as timestamp,
  value,
  round(100 * (value - prior_value)::double / nullif(prior_value, 0)::double, 4) as change_pct,
  total_volume as volume,
  seq
from index_values
where
  upper(index_id) = $index
  and date between $from::date and $until::date
  and ($after::bigint is null or case when $descending then seq <= $after::bigint else seq >= $after::bigint end)
order by case when $descending then -seq else seq end, exchange_time, value
limit $limit offset $skip;
