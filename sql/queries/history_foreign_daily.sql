-- What foreigners bought and sold of one security, a trading date each: the last running totals of the day, not their highest.
-- Values are estimated: volume × the price at that time.
--
-- $symbol, $alias, $other  its names: as it is asked for, and both codes of a future; the same where it has one
-- $from, $until    trading dates, both included
-- $after           where to begin, a trading date; null for the first
-- $descending      newest first
-- $limit, $skip    most rows, and rows to leave out
select
  date as day,
  max_by(buy_volume, seq) as buy_vol,
  max_by(sell_volume, seq) as sell_vol,
  max_by(net_volume, seq) as net_vol,
  max_by(buy_value, seq) as buy_value,
  max_by(sell_value, seq) as sell_value,
  max_by(net_value, seq) as net_value,
  max_by(buy_volume + sell_volume, seq) > 0 as estimated
from foreign_flow
where
  symbol in ($symbol, $alias, $other)
  and date between $from::date and $until::date
  and ($after::date is null or case when $descending then date <= $after::date else date >= $after::date end)
group by date
order by case when $descending then -epoch(date) else epoch(date) end
limit $limit offset $skip;
