-- Securities of a trading date that traded more than some volume: trades, volume, first, highest, lowest and last price, and the change
-- from first to last in percent. Put-through deals stay out, and the price of a trade that came late is not the last
-- one. Most volume first.
--
-- $date         trading date
-- $volume       more than so many shares or contracts
select
  symbol,
  count(*) as trades,
  sum(volume) as volume,
  arg_min(price, seq) as open,
  max(price) as high,
  min(price) as low,
  coalesce(arg_max(price, seq) filter (late is not true), arg_max(price, seq)) as close,
  round(100 * (close - open) / open, 2) as change_pct
from trades
where date = $date::date and phase <> 'putThrough'
group by symbol
having sum(volume) > $volume
order by volume desc, symbol;
