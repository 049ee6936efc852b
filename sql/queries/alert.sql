-- One alert, with what made it.
--
-- $seq, $id  the frame that it was told at, and its id
select
  id,
  alert_type,
  severity,
  symbol,
  message,
  exchange_time as timestamp,
  data,
  lineage,
  seq
from alerts
where seq = $seq::bigint and id = $id
limit 1;
