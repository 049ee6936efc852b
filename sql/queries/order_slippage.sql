-- What the market was when an order was made, and what the order's price gave away: a table `orders` (order_id, symbol, side, price,
-- quantity, created_at) beside the trades.
--
-- Each order has a row: with the security's last trade of the same trading day at or before it, or with nulls when there was none.
-- Among trades of one instant it is the one that came last (by seq). Newest orders first.
--
-- slippage      VND a share, or points: above 0 the order is worse than the market, for buyer and seller alike
-- age           seconds from the trade to the order
with asked as (
  select *, trading_date(created_at) as date, epoch_us(created_at) // 60000000 as minute
  from orders
),
ticks as not materialized (
  select symbol, date, exchange_time, epoch_us(exchange_time) // 60000000 as minute
  from trades
  where date between (select min(date) from asked) and (select max(date) from asked)
),
instants as (
  select distinct symbol, date, minute, created_at
  from asked
),
-- First the instant. Most orders have a trade in their own minute, which is found without sorting trades;
within as (
  select instants.symbol, instants.created_at, max(ticks.exchange_time) as market_time
  from instants
  join ticks
    on instants.symbol = ticks.symbol
    and instants.date = ticks.date
    and instants.minute = ticks.minute
    and instants.created_at >= ticks.exchange_time
  group by instants.symbol, instants.created_at
),
-- for the others the last trades of minutes are sorted, which are few.
earlier as (
  select instants.symbol, instants.created_at, minutes.market_time
  from instants
  asof join (
    select symbol, date, minute, max(exchange_time) as market_time
    from ticks
    group by symbol, date, minute
  ) as minutes
    on instants.symbol = minutes.symbol
    and instants.date = minutes.date
    and instants.minute > minutes.minute
),
found as (
  select asked.*, coalesce(within.market_time, earlier.market_time) as market_time
  from asked
  left join within on asked.symbol = within.symbol and asked.created_at = within.created_at
  left join earlier on asked.symbol = earlier.symbol and asked.created_at = earlier.created_at
),
-- Then the last trade of each of these instants: ASOF knows no second key.
priced as (
  select trades.symbol, trades.exchange_time, max(trades.seq) as seq, arg_max(trades.price, trades.seq) as price
  from trades
  join (select distinct symbol, market_time from found) as sought
    on trades.symbol = sought.symbol
    and trades.exchange_time = sought.market_time
  where trades.date between (select min(date) from asked) and (select max(date) from asked)
  group by trades.symbol, trades.exchange_time
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
