-- Alerts.
--
-- $symbol, $alias, $other  only of this security, by its names: as it is asked for, and both codes of a future; null for all
-- $type, $severity only these; null for all
-- $from, $until    trading dates, both included
-- $after           where to begin, a seq; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
select
  id,
  alert_type,
  severity,
  symbol,
  message,
  exchange_time as timestamp,
  data,
  seq
from alerts
where
  date between $from::date and $until::date
  and ($symbol::varchar is null or symbol in ($symbol, $alias, $other))
  and ($type::varchar is null or alert_type = $type)
  and ($severity::varchar is null or severity = $severity)
  and ($after::bigint is null or case when $descending then seq <= $after::bigint else seq >= $after::bigint end)
order by case when $descending then -seq else seq end, id
limit $limit offset $skip;
