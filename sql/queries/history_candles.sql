-- Candles of one security: what is told as bars of a minute, and behind them the running minute, of its trades. Put-through deals stay out.
--
-- $symbol, $alias, $other  its names: as it is asked for, and both codes of a future; the same where it has one
-- $from, $until    trading dates, both included; those of whole weeks or months where candles are so long
-- $interval        length as `5 minutes`, `1 day`, `7 days` or `1 month`; a candle begins at a multiple of it after midnight in Vietnam, a week on
--                  Monday
-- $after           where to begin, an instant; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
--
-- complete         a bar of a minute was told, of whatever security, that ends at the candle's end or later
with told as (
  select *
  from bars
  -- A bar may be told by the first message of the next trading day, and lies in that day's partition.
  where date between $from::date and $until::date + 15 and interval_ms = 60000
),
minutes as (
  select start, open, high, low, close, volume, active_buy_volume, active_sell_volume
  from told
  where symbol in ($symbol, $alias, $other) and trading_date(start) between $from::date and $until::date
  qualify row_number() over (partition by start order by seq desc, revision desc) = 1
),
ends as (
  select trading_date(start) as date, max(start) + interval 1 minute as at
  from minutes
  group by all
),
running as (
  select
    date_trunc('minute', exchange_time) as start,
    arg_min(price, seq) as open,
    max(price) as high,
    min(price) as low,
    coalesce(arg_max(price, seq) filter (late is not true), arg_max(price, seq)) as close,
    sum(volume)::bigint as volume,
    coalesce(sum(volume) filter (side = 'buy'), 0)::bigint as active_buy_volume,
    coalesce(sum(volume) filter (side = 'sell'), 0)::bigint as active_sell_volume
  from trades left join ends using (date)
  where
    symbol in ($symbol, $alias, $other)
    and date between $from::date and $until::date
    and phase <> 'putThrough'
    and (ends.at is null or exchange_time >= ends.at)
  group by all
)
select
  $symbol as symbol,
  time_bucket($interval::interval, minutes.start, 'Asia/Ho_Chi_Minh') as timestamp,
  arg_min(open, minutes.start) as open,
  max(high) as high,
  min(low) as low,
  arg_max(close, minutes.start) as close,
  sum(volume)::bigint as volume,
  sum(active_buy_volume)::bigint as active_buy_vol,
  sum(active_sell_volume)::bigint as active_sell_vol,
  coalesce(timestamp + $interval::interval <= (select max(start) + interval 1 minute from told), false) as complete
from (from minutes union all from running) as minutes
group by timestamp
having
  $after::timestamptz is null
  or case when $descending then timestamp <= $after::timestamptz else timestamp >= $after::timestamptz end
order by case when $descending then -epoch_us(timestamp) else epoch_us(timestamp) end
limit $limit offset $skip;
