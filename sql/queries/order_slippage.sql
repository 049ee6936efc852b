-- What the market was when an order was made, and what the order's price gave away: a table `orders` (order_id, symbol, side, price,
-- quantity, created_at) beside the trades.
--
-- Each order has a row: with the security's last trade of the same trading day at or before it, or with nulls when there was none.
-- Among trades of one instant it is the one that came last (by seq). Newest orders first.
--
-- slippage      VND a share, or points: above 0 the order is worse than the market, for buyer and seller alike
-- age           seconds from the trade to the order
with priced as (
  select symbol, exchange_time, price, seq
  from trades
  where date between (select min(trading_date(created_at)) from orders) and (select max(trading_date(created_at)) from orders)
  -- The last trade of each instant: ASOF knows no second key.
  qualify row_number() over (partition by symbol, exchange_time order by seq desc) = 1
)
select
  orders.order_id,
  orders.symbol,
  orders.side,
  orders.price,
  orders.quantity,
  orders.created_at,
  priced.price as market_price,
  priced.exchange_time as market_time,
  priced.seq as market_seq,
  case orders.side when 'buy' then orders.price - priced.price when 'sell' then priced.price - orders.price end as slippage,
  epoch(orders.created_at) - epoch(priced.exchange_time) as age
from orders
asof left join priced
  on orders.symbol = priced.symbol
  and orders.created_at >= priced.exchange_time
  and trading_date(orders.created_at) = trading_date(priced.exchange_time)
order by orders.created_at desc, orders.order_id desc;
