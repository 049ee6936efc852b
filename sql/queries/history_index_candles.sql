-- Candles of an index, the running one included. An interval without a value has none.
--
-- $index           the index, in capitals
-- $from, $until    trading dates, both included; those of whole weeks or months where candles are so long
-- $interval        length as `5 minutes`, `1 day`, `7 days` or `1 month`; a candle begins at a multiple of it after midnight in Vietnam, a week on
--                  Monday
-- $after           where to begin, an instant; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
--
-- volume           the day's, as it stood at the end of the candle
select
  index_id as index_name,
  time_bucket($interval::interval, exchange_time, 'Asia/Ho_Chi_Minh') as timestamp,
  arg_min(value, seq) as open,
  max(value) as high,
  min(value) as low,
  arg_max(value, seq) as close,
  arg_max(total_volume, seq) as volume
from index_values
where upper(index_id) = $index and date between $from::date and $until::date
group by index_id, timestamp
having
  $after::timestamptz is null
  or case when $descending then timestamp <= $after::timestamptz else timestamp >= $after::timestamptz end
order by case when $descending then -epoch_us(timestamp) else epoch_us(timestamp) end
limit $limit offset $skip;
