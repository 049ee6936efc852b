-- What foreigners bought and sold, a security and trading date each: the last running totals of the day.
--
-- $from, $until trading dates, both included
select
  date,
  symbol,
  max_by(buy_volume, seq) as buy_volume,
  max_by(sell_volume, seq) as sell_volume,
  max_by(net_volume, seq) as net_volume,
  max_by(buy_value, seq) as buy_value,
  max_by(sell_value, seq) as sell_value,
  max_by(net_value, seq) as net_value,
  max_by(current_room, seq) as current_room,
  max_by(total_room, seq) as total_room
from foreign_flow
where date between $from::date and $until::date
group by date, symbol
order by date, net_value desc, symbol;
