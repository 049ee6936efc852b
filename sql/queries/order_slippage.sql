-- What the market was when an order was made, and what the order's price gave away: a table `orders` (order_id, symbol, side, price,
-- quantity, created_at) beside the trades.
--
-- Each order has a row: with the security's last trade of the same trading day at or before it, or with nulls when there was none.
-- Among trades of one instant it is the one that came last (by seq). Newest orders first.
--
-- slippage      VND a share, or points: above 0 the order is worse than the market, for buyer and seller alike
-- age           seconds from the trade to the order
with asked as (
  select *, trading_date(created_at) as date
  from orders
),
-- First the instant, by as few columns as can be: all trades are sorted for it.
found as (
  select asked.*, trades.exchange_time as market_time
  from asked
  asof left join (
    select symbol, date, exchange_time
    from trades
    where date between (select min(date) from asked) and (select max(date) from asked)
  ) as trades
    on asked.symbol = trades.symbol
    and asked.date = trades.date
    and asked.created_at >= trades.exchange_time
),
-- Then the last trade of each of these instants: ASOF knows no second key.
priced as (
  select symbol, exchange_time, max(seq) as seq, arg_max(price, seq) as price
  from trades
  where
    date between (select min(date) from asked) and (select max(date) from asked)
    and (symbol, exchange_time) in (select (symbol, market_time) from found)
  group by symbol, exchange_time
)
select
  found.order_id,
  found.symbol,
  found.side,
  found.price,
  found.quantity,
  found.created_at,
  priced.price as market_price,
  priced.exchange_time as market_time,
  priced.seq as market_seq,
  case found.side when 'buy' then found.price - priced.price when 'sell' then priced.price - found.price end as slippage,
  epoch(found.created_at) - epoch(priced.exchange_time) as age
from found
left join priced
  on found.symbol = priced.symbol
  and found.market_time = priced.exchange_time
order by found.created_at desc, found.order_id desc;
